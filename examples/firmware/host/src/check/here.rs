//! What calls cost on the host.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use networks::{PILOT, Rover, TRUTH, XOR, Xor, learn};
use sinew::prelude::*;

use super::table::Row;

type Checked = Result<(), Box<dyn Error>>;

/// The same calls as on the devices, with the same numbers.
pub fn print_rows() -> Checked {
    let predictions = TRUTH.iter().map(|(x, _)| move || consume(XOR.predict(black_box(x))));
    print_row("2-8-1", "`predict`", predictions)?;
    let mut net = Xor::seeded(7);
    learn(&mut net)?;
    let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    // One after the other, so that the network keeps what it has learned.
    let mut samples = TRUTH.chunks(1).cycle();
    let step = || consume(samples.next().map(|x| trainer.step(&mut net, black_box(x))));
    print_row("2-8-1", "`step` on a sample", [step])?;
    let step = || consume(trainer.step(&mut net, black_box(&TRUTH)));
    print_row("2-8-1", "`step` on four samples", [step])?;
    let places = Rover::PLACES.map(|place| place.senses());
    let predictions = places.iter().map(|x| move || consume(PILOT.predict(black_box(x))));
    print_row("4-16-16-2", "`predict`", predictions)
}

/// The call is not left out.
fn consume<T>(result: T) {
    black_box(result);
}

/// The most that one of the calls takes.
fn print_row<W: FnMut() + Send>(
    network: &str,
    call: &str,
    work: impl IntoIterator<Item = W>,
) -> Checked {
    let (mut most, mut stack) = (0.0_f64, 0);
    for mut work in work {
        most = most.max(nanoseconds(&mut work));
        stack = stack.max(self::stack(&mut work)?);
    }
    let (target, time) = ("this host", format!("{most:.0} ns"));
    let (flash, static_memory, memory) = (None, None, None);
    Row { network, call, target, flash, static_memory, memory, stack, time }.print();
    Ok(())
}

/// Calls of one round, and rounds, of which the fastest counts: it was not interrupted.
const CALLS: u16 = 20_000;
const ROUNDS: usize = 9;

fn nanoseconds(work: &mut impl FnMut()) -> f64 {
    let round = || {
        let start = Instant::now();
        (0..CALLS).for_each(|_| work());
        start.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
    };
    std::iter::repeat_with(round).take(ROUNDS).fold(f64::INFINITY, f64::min)
}

/// Bytes of stack of a call, beyond those of a call that does nothing; in a thread, whose stack is memory from the
/// beginning.
fn stack(work: &mut (impl FnMut() + Send)) -> Result<u32, Box<dyn Error>> {
    let measured = std::thread::scope(|scope| {
        scope.spawn(|| deepest(work).saturating_sub(deepest(&mut || ()))).join()
    });
    Ok(u32::try_from(measured.map_err(|_| "the call failed")?)?)
}

/// So much of the stack is looked at.
const DEPTH: usize = 1 << 16;
/// So much of it belongs to the functions that look.
const OWN: usize = 1 << 10;
/// A byte that hardly a call leaves behind.
const PAINT: u8 = 0xa7;

/// How deep a call reaches.
#[inline(never)]
fn deepest(work: &mut impl FnMut()) -> usize {
    let here = black_box(0_u8);
    let bottom = (&raw const here).wrapping_sub(DEPTH).cast_mut();
    for place in 0..DEPTH - OWN {
        // SAFETY: a thread has 2 MiB of stack, and of this part none is in use.
        unsafe { bottom.add(place).write_volatile(PAINT) };
    }
    below_own(work);
    // SAFETY: the same part.
    let is_painted = |place: &usize| unsafe { bottom.add(*place).read_volatile() == PAINT };
    DEPTH - (0..DEPTH - OWN).take_while(is_painted).count()
}

/// Calls it from below what belongs to the functions that look.
#[inline(never)]
fn below_own(work: &mut impl FnMut()) {
    let own = black_box([0_u8; 2 * OWN]);
    work();
    black_box(own);
}
