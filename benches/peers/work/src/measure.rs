//! The time of a call.

use std::time::{Duration, Instant};

use anyhow::Result;

/// How long a round lasts at least: many ticks of the clock, and less than the slice of time after
/// which a busy system takes the CPU away. Rounds that it interrupts do not move the median.
const ROUND: Duration = Duration::from_millis(1);
/// How long all rounds last at least, and those that warm up.
const ALL_ROUNDS: Duration = Duration::from_millis(200);
const WARM_UP: Duration = Duration::from_millis(20);
const LEAST_ROUNDS: usize = 5;

/// Nanoseconds of a call, the median of many rounds. Each call is told its number.
pub(crate) fn nanoseconds(mut call: impl FnMut(usize) -> Result<()>) -> Result<f64> {
    let calls = warm_up(&mut call)?;
    let mut rounds = Vec::new();
    let start = Instant::now();
    while rounds.len() < LEAST_ROUNDS || start.elapsed() < ALL_ROUNDS {
        rounds.push(round(calls, &mut call)?);
    }
    rounds.sort_unstable();
    Ok(rounds[rounds.len() / 2].as_nanos() as f64 / calls as f64)
}

/// Calls for a while; returns how many fill a round.
fn warm_up(call: &mut impl FnMut(usize) -> Result<()>) -> Result<usize> {
    let mut calls = 1;
    let start = Instant::now();
    loop {
        let full = round(calls, call)? >= ROUND;
        if full && start.elapsed() >= WARM_UP {
            return Ok(calls);
        }
        if !full {
            calls *= 2;
        }
    }
}

fn round(calls: usize, call: &mut impl FnMut(usize) -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    for number in 0..calls {
        call(number)?;
    }
    Ok(start.elapsed())
}
