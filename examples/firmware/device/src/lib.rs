//! What a program says to the host, and what its calls cost.

#![no_std]

mod cost;
mod say;

use cortex_m_semihosting::debug::{self, EXIT_FAILURE, EXIT_SUCCESS};

pub use cost::{Clock, Cost, paint_stack, stack};
pub use say::say;

/// The program has said all.
pub fn exit() -> ! {
    debug::exit(EXIT_SUCCESS);
    stop()
}

/// The program failed: the host is told what was the matter.
pub fn fail(reason: &str) -> ! {
    say(reason, &[]);
    debug::exit(EXIT_FAILURE);
    stop()
}

fn stop() -> ! {
    loop {
        cortex_m::asm::wfi();
    }
}

/// No program of these can panic: if this one were linked, its name would be found.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    fail("panic")
}
