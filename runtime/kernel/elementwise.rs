//! Functions of each number by itself, whatever the layout.

use super::Isa;
use crate::math::Real;

/// `out[i] = f(values[i])`.
#[inline(always)]
pub(super) fn map<S: Isa>(isa: S, values: &[f32], out: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    for (value, out) in values.chunks(S::LANES).zip(out.chunks_mut(S::LANES)) {
        isa.store(f(isa.load(value)), out);
    }
}

/// Whether the magnitude of every number is below `limit`. NaN's is not.
#[inline(always)]
pub(crate) fn all_below<S: Isa>(isa: S, numbers: &[f32], limit: f32) -> bool {
    let (one, limit) = (isa.splat(1.0), isa.splat(limit));
    let mut any = isa.splat(0.0);
    for numbers in numbers.chunks(S::LANES) {
        any = isa.load(numbers).abs().select_less(limit, any, one);
    }
    isa.sum(any) == 0.0
}

/// `out[i] = f(left[i], right[i])`.
#[inline(always)]
pub(super) fn zip<S: Isa>(
    isa: S,
    left: &[f32],
    right: &[f32],
    out: &mut [f32],
    f: impl Fn(S::Real, S::Real) -> S::Real,
) {
    let pairs = left.chunks(S::LANES).zip(right.chunks(S::LANES));
    for ((left, right), out) in pairs.zip(out.chunks_mut(S::LANES)) {
        isa.store(f(isa.load(left), isa.load(right)), out);
    }
}
