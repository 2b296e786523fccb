//! Vectors of slices, and sums of their lanes.

use super::super::{Isa, WIDEST};
use crate::math::Real;

/// A vector from number `start` on; zeros if there are not as many numbers.
#[inline(always)]
pub(super) fn load<S: Isa>(isa: S, numbers: &[f32], start: usize) -> S::Real {
    match numbers.get(start..start + S::LANES) {
        Some(numbers) => isa.load(numbers),
        None => isa.splat(0.0),
    }
}

/// Stores a vector from number `start` on, if there are as many numbers.
#[inline(always)]
pub(super) fn store<S: Isa>(isa: S, vector: S::Real, numbers: &mut [f32], start: usize) {
    if let Some(numbers) = numbers.get_mut(start..start + S::LANES) {
        isa.store(vector, numbers);
    }
}

/// `N` rows of `length` numbers each, if there are as many.
#[inline(always)]
pub(super) fn rows<const N: usize>(numbers: &[f32], length: usize) -> Option<[&[f32]; N]> {
    let mut rows: [&[f32]; N] = [&[]; N];
    let mut rest = numbers;
    for row in &mut rows {
        (*row, rest) = rest.split_at_checked(length)?;
    }
    Some(rows)
}

/// The numbers of the lanes, for comparison.
const LANE: [f32; WIDEST] =
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];

/// The last so many lanes, and zeros before them.
#[inline(always)]
pub(super) fn last_lanes<S: Isa>(isa: S, vector: S::Real, count: usize) -> S::Real {
    let first = isa.splat(S::LANES.saturating_sub(count) as f32);
    isa.load(&LANE[..S::LANES]).select_less(first, isa.splat(0.0), vector)
}

/// The sum of the lanes of each vector, in the lanes of one: of `S::LANES` vectors.
#[inline(always)]
pub(super) fn lane_sums<S: Isa>(isa: S, mut vectors: [S::Real; WIDEST]) -> S::Real {
    let mut half = S::LANES / 2;
    while half > 0 {
        for vector in 0..half {
            let (low, high) = isa.interleave(vectors[vector], vectors[vector + half]);
            vectors[vector] = low + high;
        }
        half /= 2;
    }
    vectors[0]
}

/// Exchanges rows and columns of `S::LANES` vectors.
///
/// Each round interleaves the first half of the rows with the second; after as many rounds as a lane's number has
/// bits, the row and the lane of each number have changed places.
#[inline(always)]
pub(super) fn exchange<S: Isa>(
    isa: S,
    load: impl Fn(usize) -> S::Real,
    mut store: impl FnMut(usize, S::Real),
) {
    let half = S::LANES / 2;
    let mut rows = [isa.splat(0.0); WIDEST];
    for (lane, row) in rows.iter_mut().enumerate().take(S::LANES) {
        *row = load(lane);
    }
    for _ in 0..S::LANES.ilog2() {
        let before = rows;
        for row in 0..half {
            (rows[2 * row], rows[2 * row + 1]) = isa.interleave(before[row], before[row + half]);
        }
    }
    for (lane, row) in rows.into_iter().enumerate().take(S::LANES) {
        store(lane, row);
    }
}
