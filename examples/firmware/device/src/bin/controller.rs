//! Keeps a rover on a line: fifty calls a second, each of which must be done before the next.

#![no_std]
#![no_main]

use core::hint::black_box;

use cortex_m::Peripherals;
use cortex_m::asm::wfi;
use cortex_m::interrupt;
use cortex_m::peripheral::SCB;
use cortex_m::peripheral::syst::SystClkSource;
use device::{Clock, exit, fail, paint_stack, say, stack};
use networks::{CALLS_A_SECOND, PILOT, Rover};

/// Ticks of the CPU's clock in a second: a microbit's, or that of an mps2-an386.
const SECOND: u32 = if cfg!(target_abi = "eabihf") { 25_000_000 } else { 16_000_000 };
const SECONDS: u32 = 10;

#[cortex_m_rt::entry]
fn main() -> ! {
    paint_stack();
    // SAFETY: nothing else uses them.
    let clock = Clock::start(unsafe { Peripherals::steal() }.SYST);
    for place in &Rover::PLACES {
        let senses = place.senses();
        let mut forces = [0.0; 2];
        let cost = clock.cost(|| forces = PILOT.predict(black_box(&senses)));
        say("output", &forces.map(f32::to_bits));
        say("cost", &[cost.ticks, cost.stack]);
    }

    // The clock's interrupt wakes the CPU; what it is to do then stands here, so that no handler is called.
    interrupt::disable();
    let mut clock = clock.free();
    clock.set_clock_source(SystClkSource::Core);
    clock.set_reload(SECOND / u32::from(CALLS_A_SECOND) - 1);
    clock.clear_current();
    clock.enable_interrupt();
    SCB::clear_pendst();
    let mut rover = Rover::LOST;
    for _ in 0..SECONDS {
        for _ in 0..CALLS_A_SECOND {
            if SCB::is_pendst_pending() {
                fail("late");
            }
            while !SCB::is_pendst_pending() {
                wfi();
            }
            SCB::clear_pendst();
            rover = rover.after(PILOT.predict(&rover.senses()));
        }
        say("rover", &rover.senses().map(f32::to_bits));
    }
    say("stack", &[stack()]);
    exit()
}
