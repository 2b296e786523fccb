//! Functions of each number by itself, whatever the layout.

use super::Isa;
#[cfg(feature = "gemm")]
use crate::activation::Elementwise;
/// `out[i] = f(values[i])`.
#[inline(always)]
pub(super) fn map<S: Isa>(isa: S, values: &[f32], out: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    for (value, out) in values.chunks(S::LANES).zip(out.chunks_mut(S::LANES)) {
        isa.store(f(isa.load(value)), out);
    }
}

/// `values[i] ← σ(values[i])`.
#[cfg(feature = "gemm")]
#[inline(always)]
pub(super) fn map_in_place<S: Isa>(isa: S, values: &mut [f32], activation: impl Elementwise) {
    for values in values.chunks_mut(S::LANES) {
        isa.store(activation.function(isa.load(values)), values);
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
    let pairs = left.chunks(S::LANES).zip(right.chunks(S::LANES));
    for ((left, right), out) in pairs.zip(out.chunks_mut(S::LANES)) {
        isa.store(f(isa.load(left), isa.load(right)), out);
    }
}
