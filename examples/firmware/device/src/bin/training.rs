//! Learns exclusive or on the device.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m::Peripherals;
use device::{Clock, exit, fail, paint_stack, say, stack};
use networks::{TRUTH, Xor, learn};
use sinew::prelude::*;

#[cortex_m_rt::entry]
fn main() -> ! {
    paint_stack();
    let mut net = Xor::seeded(7);
    let Ok(Some(learned)) = learn(&mut net) else { fail("not learned") };
    say("learned", &[learned.steps, learned.loss.to_bits()]);
    for (input, _) in &TRUTH {
        say("output", &net.predict(input).map(f32::to_bits));
    }
    say("stack", &[stack()]);
    // SAFETY: nothing else uses them.
    let clock = Clock::start(unsafe { Peripherals::steal() }.SYST);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    let batches = TRUTH.chunks(1).map(|sample| ("sample", sample)).chain([("batch", &TRUTH[..])]);
    for (word, batch) in batches {
        let cost = clock.cost(|| {
            let _ = black_box(trainer.step(&mut net, black_box(batch)));
        });
        say(word, &[cost.ticks, cost.stack]);
    }
    exit()
}
