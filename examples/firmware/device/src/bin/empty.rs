//! What the other programs have beside a network: the start, and what is said to the host.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m::Peripherals;
use device::{Clock, exit, paint_stack, say, stack};

#[cortex_m_rt::entry]
fn main() -> ! {
    paint_stack();
    // SAFETY: nothing else uses them.
    let clock = Clock::start(unsafe { Peripherals::steal() }.SYST);
    let cost = clock.cost(|| {
        black_box(());
    });
    say("cost", &[cost.ticks, cost.stack]);
    say("stack", &[stack()]);
    exit()
}
