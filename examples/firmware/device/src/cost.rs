use core::arch::asm;
use core::hint::black_box;

use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;

/// What one call takes.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Ticks of the clock. In QEMU they stand for instructions: the host knows how many.
    pub ticks: u32,
    /// Bytes of stack, below that of the caller.
    pub stack: u32,
}

/// A clock that counts from call to call.
pub struct Clock {
    clock: SYST,
    /// What is measured of a call that does nothing.
    nothing: u32,
}

/// Further than the clock counts.
const LONGEST: u32 = 0x00ff_ffff;

impl Clock {
    /// Starts the clock of the CPU.
    #[must_use]
    pub fn start(mut clock: SYST) -> Self {
        clock.set_clock_source(SystClkSource::Core);
        clock.set_reload(LONGEST);
        clock.clear_current();
        clock.enable_counter();
        let mut clock = Self { clock, nothing: 0 };
        clock.nothing = clock.cost(|| ()).ticks;
        clock
    }

    /// The clock again, for other uses.
    #[must_use]
    pub fn free(self) -> SYST {
        self.clock
    }

    /// Does the work, and measures what it takes. It must end before the clock has counted down.
    pub fn cost(&self, work: impl FnMut()) -> Cost {
        let top = paint();
        let before = SYST::get_current();
        apart(work);
        let ticks = before.wrapping_sub(SYST::get_current()) & LONGEST;
        Cost { ticks: ticks.wrapping_sub(self.nothing), stack: top - deepest() }
    }
}

/// A call that stays one, so that all its variables lie below those of the caller.
#[inline(never)]
fn apart(mut work: impl FnMut()) {
    black_box(&mut work)();
}

/// A number that hardly a program has on its stack.
const PAINT: u32 = 0x5afe_57ac;

unsafe extern "C" {
    /// The end of what is static, by the linker script of `cortex-m-rt`.
    #[link_name = "__sheap"]
    static mut STATIC_END: u32;
    /// The beginning of the stack, which grows down.
    #[link_name = "_stack_start"]
    static STACK_START: u32;
}

/// Paints all memory between what is static and the stack; returns where the stack is now.
#[inline(always)]
fn paint() -> u32 {
    let top: u32;
    // SAFETY: nothing lies in this memory, since the stack of this CPU begins right at its pointer. No call is
    // between the two.
    unsafe {
        asm!(
            "mov {top}, sp",
            "b 3f",
            "2: str {paint}, [{place}]",
            "adds {place}, {place}, #4",
            "3: cmp {place}, {top}",
            "blo 2b",
            place = inout(reg) &raw mut STATIC_END => _,
            paint = in(reg) PAINT,
            top = out(reg) top,
        );
    }
    top
}

/// The lowest place that is no longer painted.
fn deepest() -> u32 {
    let mut place = &raw const STATIC_END;
    // SAFETY: all of this is memory, and the caller's stack, at its end, is not painted.
    unsafe {
        while place.read_volatile() == PAINT {
            place = place.add(1);
        }
    }
    place as u32
}

/// Paints the stack, so that [`stack`] knows what of it was used from here on.
#[inline(always)]
pub fn paint_stack() {
    paint();
}

/// How many bytes of stack were used at once, at most, since it was painted: of the whole program, not of a call.
#[must_use]
pub fn stack() -> u32 {
    &raw const STACK_START as u32 - deepest()
}
