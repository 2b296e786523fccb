//! Vectors of slices.

use super::super::Isa;
pub(super) use super::super::reduce::{lane_sums, last_lanes};
pub(super) use super::super::transpose::exchange;

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
