//! The arithmetic of a layer, over one sample or over a tile of samples.
//!
//! [`Kernel`] is the one interface. One kernel holds a layer's outputs in the lanes of a vector, the
//! other holds samples there; both are written once over an [`Isa`], a CPU's set of vector
//! instructions, which is chosen once a call from outside. Those who write a [`Loss`](crate::Loss)
//! of their own need this; others do not.

mod array;
mod dispatch;
mod elementwise;
#[cfg(feature = "gemm")]
mod gemm;
mod isa;
#[cfg(test)]
pub(crate) mod levels;
mod one;
#[cfg(test)]
mod tests;
mod tile;
mod transpose;
mod vector;

pub use array::{Array, Layout, ManySamples, OneSample, Values, ValuesOf};
pub(crate) use array::{TILE, Tile};
pub(crate) use dispatch::{dispatch, level};
pub(crate) use elementwise::all_below;
pub use isa::Isa;
#[allow(unused_imports, reason = "the choice of targets without vectors alone")]
pub(crate) use isa::Scalar;
pub(crate) use one::One;
pub(crate) use tile::Tiled;
pub(crate) use vector::Vectors;

use crate::math::Real;

/// What a layer, an activation and a loss are computed with.
///
/// Results as large as a layer go into places that the caller provides, and overwrite them.
///
/// Shapes: a layer has `I` inputs and `O` outputs; its weights are `I` rows of `O` numbers, a row
/// for each input. `δ` is the derivative of the loss by the layer's `z`.
pub trait Kernel: Copy {
    /// How the numbers of a layer lie in memory.
    type Layout: Layout;
    /// The instructions that it runs on.
    type Isa: Isa;

    /// The instructions that it runs on.
    fn isa(self) -> Self::Isa;

    /// `z = Wᵀ x + b`.
    fn dense<const I: usize, const O: usize>(
        self,
        input: &ValuesOf<Self, [f32; I]>,
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        z: &mut ValuesOf<Self, [f32; O]>,
    );

    /// `W δ`, the derivative of the loss by the layer's inputs.
    fn back<const I: usize, const O: usize>(
        self,
        delta: &ValuesOf<Self, [f32; O]>,
        weights: &[[f32; O]; I],
        by_input: &mut ValuesOf<Self, [f32; I]>,
    );

    /// Adds `x δᵀ`, summed over the samples, to the gradient of the weights.
    fn add_weight_gradient<const I: usize, const O: usize>(
        self,
        input: &ValuesOf<Self, [f32; I]>,
        delta: &ValuesOf<Self, [f32; O]>,
        gradient: &mut [[f32; O]; I],
    );

    /// Adds `δ`, summed over the samples, to the gradient of the biases.
    fn add_bias_gradient<const O: usize>(
        self,
        delta: &ValuesOf<Self, [f32; O]>,
        gradient: &mut [f32; O],
    );

    /// The sum over the units of each sample.
    fn sum<A: Array>(self, values: &ValuesOf<Self, A>) -> Each<Self>;

    /// The largest of the units of each sample.
    fn largest<A: Array>(self, values: &ValuesOf<Self, A>) -> Each<Self>;

    /// `f(unit, number)` for each unit of a sample and the one number of that sample.
    fn zip_each<A: Array>(
        self,
        values: &ValuesOf<Self, A>,
        each: &Each<Self>,
        out: &mut ValuesOf<Self, A>,
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    );

    /// `f` of each unit.
    #[inline(always)]
    fn map<A: Array>(
        self,
        values: &ValuesOf<Self, A>,
        out: &mut ValuesOf<Self, A>,
        f: impl Fn(RealOf<Self>) -> RealOf<Self>,
    ) {
        elementwise::map(self.isa(), values.flat(), out.flat_mut(), f);
    }

    /// `f` of each unit of one with the same unit of another.
    #[inline(always)]
    fn zip<A: Array>(
        self,
        left: &ValuesOf<Self, A>,
        right: &ValuesOf<Self, A>,
        out: &mut ValuesOf<Self, A>,
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) {
        elementwise::zip(self.isa(), left.flat(), right.flat(), out.flat_mut(), f);
    }
}

/// One number for each sample.
pub type Each<K> = ValuesOf<K, [f32; 1]>;

/// The vector that a kernel computes with.
pub type RealOf<K> = <<K as Kernel>::Isa as Isa>::Real;

/// So many sums are kept side by side, since each would wait for the one before.
const INDEPENDENT_SUMS: usize = 4;

/// The product of two vectors of one length: `Σ left[i] right[i]`.
#[inline(always)]
fn dot<S: Isa>(isa: S, left: &[f32], right: &[f32]) -> f32 {
    let mut sums = [isa.splat(0.0); INDEPENDENT_SUMS];
    let pairs = left.chunks(S::LANES).zip(right.chunks(S::LANES));
    for (chunk, (left, right)) in pairs.enumerate() {
        let sum = &mut sums[chunk % INDEPENDENT_SUMS];
        *sum = isa.load(left).multiply_add(isa.load(right), *sum);
    }
    isa.sum((sums[0] + sums[1]) + (sums[2] + sums[3]))
}
