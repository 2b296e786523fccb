//! Functions of each number by itself, whatever the layout.

use core::ops::Range;

use super::Isa;
use crate::activation::Elementwise;

/// The places of so many numbers, in whole vectors where there are enough of them.
///
/// What whole vectors leave over goes in one more that ends at the last number: a few results are
/// computed and written twice.
#[inline(always)]
pub(super) fn parts<S: Isa>(length: usize) -> impl Iterator<Item = Range<usize>> {
    let width = S::LANES.min(length);
    (0..length).step_by(S::LANES).map(
        #[inline(always)]
        move |start| {
            let start = start.min(length - width);
            start..start + width
        },
    )
}

/// `out[i] = f(values[i])`.
#[inline(always)]
pub(super) fn map<S: Isa>(isa: S, values: &[f32], out: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    if const { S::LANES == 1 } {
        for (value, out) in values.iter().zip(out) {
            *out = isa.sum(f(isa.splat(*value)));
        }
        return;
    }
    for part in parts::<S>(values.len()) {
        isa.store(f(isa.load(&values[part.clone()])), &mut out[part]);
    }
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
    if const { S::LANES == 1 } {
        for ((left, right), out) in left.iter().zip(right).zip(out) {
            *out = isa.sum(f(isa.splat(*left), isa.splat(*right)));
        }
        return;
    }
    for part in parts::<S>(left.len()) {
        let result = f(isa.load(&left[part.clone()]), isa.load(&right[part.clone()]));
        isa.store(result, &mut out[part]);
    }
}

/// `values[i] ← σ(values[i])`.
#[inline(always)]
pub(super) fn map_in_place<S: Isa>(isa: S, values: &mut [f32], activation: impl Elementwise) {
    for values in values.chunks_mut(S::LANES) {
        isa.store(activation.function(isa.load(values)), values);
    }
}
