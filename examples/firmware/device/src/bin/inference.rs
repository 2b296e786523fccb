//! Exclusive or by weights in flash.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m::Peripherals;
use device::{Clock, exit, paint_stack, say, stack};
use networks::{TRUTH, XOR};

#[cortex_m_rt::entry]
fn main() -> ! {
    paint_stack();
    // SAFETY: nothing else uses them.
    let clock = Clock::start(unsafe { Peripherals::steal() }.SYST);
    for (input, _) in &TRUTH {
        let mut output = [0.0];
        let cost = clock.cost(|| output = XOR.predict(black_box(input)));
        say("output", &output.map(f32::to_bits));
        say("cost", &[cost.ticks, cost.stack]);
    }
    say("stack", &[stack()]);
    exit()
}
