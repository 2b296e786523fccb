//! The arithmetic of a layer, over one sample or over a tile of samples.
//!
//! [`Kernel`] is the one interface. One kernel holds a layer's outputs in the lanes of a vector, the
//! other holds samples there; both are written once over an [`Isa`], a CPU's set of vector
//! instructions, which is chosen once a call from outside. Those who write a [`Loss`](crate::Loss) of their
//! own need this, or an [`Activation`](crate::Activation) that is not [`Elementwise`];
//! others do not.

mod array;
mod dense_parameters;
mod dispatch;
mod elementwise;
#[cfg(feature = "gemm")]
mod gemm;
#[cfg(feature = "std")]
mod heap;
mod isa;
#[cfg(any(
    test,
    not(any(
        target_arch = "x86",
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
mod lanes;
#[cfg(test)]
pub(crate) mod levels;
pub(crate) mod library;
mod one;
mod outer;
mod reduce;
mod rows;
mod scalar;
mod sink;
pub(crate) mod slices;
mod steady;
mod storage;
mod target;
mod target_domain;
#[cfg(test)]
mod tests;
mod tile;
mod transpose;
#[cfg(any(
    test,
    target_arch = "x86",
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
mod vector;

pub use array::{Array, Layout, ManySamples, OneSample, Values};
pub(crate) use array::{TILE, Tile, array, array_mut};
#[doc(hidden)]
pub use dense_parameters::DenseParameters;
pub(crate) use dispatch::{HAS_VECTORS, Level, dispatch, level, on_level, with_vectors};
#[cfg(feature = "std")]
pub(crate) use heap::{HeapNumbers, HeapPlace, OneSampleOnHeap};
pub use isa::Isa;
#[allow(unused_imports, reason = "the choice of targets without vectors alone")]
pub(crate) use isa::Scalar;
#[cfg(any(
    test,
    not(any(
        target_arch = "x86",
        target_arch = "x86_64",
        target_arch = "aarch64",
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
pub(crate) use lanes::Lanes;
#[doc(hidden)]
pub use library::Call;
pub(crate) use library::{Samples, on_isa, on_kernel, visit_bias_gradient, visit_weight_gradient};
pub(crate) use one::One;
pub(crate) use reduce::{are_all_finite, are_finite, largest_magnitude, norm, norm_factors};
#[doc(hidden)]
pub use rows::Rows;
pub(crate) use sink::{GradientSum, Renumbered, load, store};
#[doc(hidden)]
pub use sink::{Sink, SinkPart};
pub(crate) use steady::Steady;
#[cfg(feature = "std")]
pub(crate) use storage::OnHeap;
#[doc(hidden)]
pub use storage::{Aligned, OnStack, Storage};
pub(crate) use target::class_of;
pub use target::{Class, Target};
pub use target_domain::TargetDomain;
pub(crate) use tile::Tiled;
#[cfg(any(
    test,
    target_arch = "x86",
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
pub(crate) use vector::{Vectors, baseline, eights};

use crate::activation::Elementwise;

/// What a layer, an activation and a loss are computed with.
///
/// The units of a layer are a slice: those of one sample one after another, or for each unit a row of
/// [`SAMPLES`](Self::SAMPLES) numbers, one for each sample of a tile. Results go into slices of the caller, and
/// overwrite them; all slices of a call are of one length.
///
/// Shapes: a layer has `I` inputs and `O` outputs; its weights are `I` rows of `O` numbers, a row
/// for each input. `δ` is the derivative of the loss by the layer's `z`.
///
/// A [`Loss`](crate::Loss) that looks at all outputs at once is written with it, and an activation that needs all units
/// of a layer:
///
/// ```
/// use sinew::kernel::Kernel;
/// use sinew::prelude::*;
/// use sinew::{Activated, Activation, Differentiable, Init, Real, gradient_check};
///
/// /// `a_i = p_i exp(z_i) / Σ p_j exp(z_j)`: `softmax`, where some classes are likelier from the start.
/// #[derive(Debug, Clone, Copy)]
/// struct Prior;
///
/// const PRIOR: [f32; 3] = [0.5, 0.25, 0.25];
///
/// impl Activation for Prior {
///     fn activate<K: Kernel>(self, kernel: K, z: &[f32], a: &mut [f32]) {
///         kernel.zip_each(z, &kernel.largest(z), a, |z, largest| (z - largest).exp());
///         kernel.update_units(a, &PRIOR, |exp, prior| exp * prior);
///         kernel.update_each(a, &kernel.sum(a), |part, whole| part / whole);
///     }
///
///     fn default_init(self) -> Init {
///         Init::xavier()
///     }
/// }
///
/// impl Differentiable for Prior {
///     /// `∂L/∂z_i = a_i (g_i - Σ g_j a_j)` with `g = ∂L/∂a`.
///     fn backward<K: Kernel>(self, kernel: K, layer: Activated<&[f32]>, delta: &mut [f32]) {
///         let mean = kernel.sum_of(delta, layer.a, |g, a| g * a);
///         kernel.update_zip_each(delta, layer.a, [&mean], |g, a, [mean]| (g - mean) * a);
///     }
/// }
///
/// let mut net = network!(2 => 3 Prior);
/// assert_eq!(net.predict(&[1.0, 2.0]), PRIOR);
/// net.reseed(7);
/// let check = gradient_check(&mut net, MeanSquaredError, &[([0.5, -1.0], [0.0, 1.0, 0.0])])?;
/// assert!(check.largest_error < 1e-2, "{check:?}");
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// Where speed counts, these functions are marked `#[inline(always)]`, and so are the closures.
pub trait Kernel: Copy {
    /// How the numbers of a layer lie in memory.
    type Layout: Layout;
    /// The instructions that it runs on.
    type Isa: Isa;
    /// One number for each sample.
    type Each: Values + Copy;
    /// The same with narrower vectors.
    #[doc(hidden)]
    type Narrower: Kernel<Layout = Self::Layout, Each = Self::Each>;
    /// How many samples it computes at once.
    const SAMPLES: usize;
    /// How many units of a layer fill a vector, if units are what is in its lanes.
    #[doc(hidden)]
    const UNITS: usize;

    /// The instructions that it runs on.
    #[doc(hidden)]
    fn isa(self) -> Self::Isa;

    /// The same with narrower vectors, for layers that leave [half of the lanes empty](half_empty).
    #[doc(hidden)]
    fn narrower(self) -> Self::Narrower;

    /// `a = σ(Wᵀ x + b)`.
    #[doc(hidden)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut [f32],
    );

    /// `W δ`, the derivative of the loss by the layer's inputs.
    #[doc(hidden)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32],
        weights: &[[f32; O]; I],
        by_input: &mut [f32],
    );

    /// `x δᵀ`, summed over the samples: the gradient of the weights.
    #[doc(hidden)]
    fn weight_gradient<const I: usize, const O: usize, P: SinkPart>(
        self,
        input: &[f32],
        delta: &[f32],
        weights: &mut P,
    );

    /// `δ`, an `A` of each sample, summed over the samples: the gradient of the biases.
    #[doc(hidden)]
    fn bias_gradient<A: Array, P: SinkPart>(self, delta: &[f32], biases: &mut P);

    /// How many units the numbers of all samples are.
    #[inline(always)]
    fn units(self, values: &[f32]) -> usize {
        values.len() / Self::SAMPLES
    }

    /// The sum over all samples of each one's number times its share.
    #[doc(hidden)]
    fn total(self, numbers: &Self::Each, shares: &Self::Each) -> f32;

    /// The sum over the units of each sample.
    fn sum(self, values: &[f32]) -> Self::Each;

    /// The largest of the units of each sample.
    #[inline(always)]
    fn largest(self, values: &[f32]) -> Self::Each {
        self.largest_of(
            values,
            #[inline(always)]
            |value| value,
        )
    }

    /// The largest `f(unit)` of the units of each sample.
    fn largest_of(self, values: &[f32], f: impl Fn(RealOf<Self>) -> RealOf<Self>) -> Self::Each;

    /// `Σ f(left, right)` over the units of each sample.
    #[inline(always)]
    fn sum_of(
        self,
        left: &[f32],
        right: &[f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) -> Self::Each {
        self.sum_of_each(
            left,
            right,
            [],
            #[inline(always)]
            |left, right, []| f(left, right),
        )
    }

    /// `Σ f(left, right, numbers)` over the units of each sample, with one number of that sample from each of `each`.
    fn sum_of_each<const N: usize>(
        self,
        left: &[f32],
        right: &[f32],
        each: [&Self::Each; N],
        f: impl Fn(RealOf<Self>, RealOf<Self>, [RealOf<Self>; N]) -> RealOf<Self>,
    ) -> Self::Each;

    /// `f(unit)` for each unit.
    #[inline(always)]
    fn map(self, values: &[f32], out: &mut [f32], f: impl Fn(RealOf<Self>) -> RealOf<Self>) {
        elementwise::map(self.isa(), values, out, f);
    }

    /// `f(unit, unit)` for each unit of one and the same unit of another.
    #[inline(always)]
    fn zip(
        self,
        left: &[f32],
        right: &[f32],
        out: &mut [f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) {
        elementwise::zip(self.isa(), left, right, out, f);
    }

    /// `f(unit, number)` for each unit of a sample and the one number of that sample.
    fn zip_each(
        self,
        values: &[f32],
        each: &Self::Each,
        out: &mut [f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    );

    /// `f(unit, number)` for each unit of a sample and the one number of that unit.
    fn zip_units(
        self,
        values: &[f32],
        units: &[f32],
        out: &mut [f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    );

    /// [`map`](Self::map) in place.
    #[inline(always)]
    fn update(self, values: &mut [f32], f: impl Fn(RealOf<Self>) -> RealOf<Self>) {
        elementwise::update(self.isa(), values, f);
    }

    /// [`zip`](Self::zip) in place of the first.
    #[inline(always)]
    fn update_zip(
        self,
        values: &mut [f32],
        other: &[f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) {
        elementwise::update_zip(self.isa(), values, other, f);
    }

    /// The same with two others.
    #[inline(always)]
    fn update_zip2(
        self,
        values: &mut [f32],
        others: [&[f32]; 2],
        f: impl Fn(RealOf<Self>, RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) {
        elementwise::update_zip2(self.isa(), values, others, f);
    }

    /// [`zip_each`](Self::zip_each) in place.
    fn update_each(
        self,
        values: &mut [f32],
        each: &Self::Each,
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    );

    /// `f(unit, unit, numbers)` in place of the first, with one number of the sample from each of `each`.
    fn update_zip_each<const N: usize>(
        self,
        values: &mut [f32],
        other: &[f32],
        each: [&Self::Each; N],
        f: impl Fn(RealOf<Self>, RealOf<Self>, [RealOf<Self>; N]) -> RealOf<Self>,
    );

    /// [`zip_units`](Self::zip_units) in place.
    fn update_units(
        self,
        values: &mut [f32],
        units: &[f32],
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    );

    /// `f(number)` for the one number of each sample.
    #[inline(always)]
    fn map_each(self, each: &Self::Each, f: impl Fn(RealOf<Self>) -> RealOf<Self>) -> Self::Each {
        let mut out = *each;
        elementwise::update(self.isa(), out.flat_mut(), f);
        out
    }

    /// `f(number, number)` for the one number of each sample and another.
    #[inline(always)]
    fn combine(
        self,
        left: &Self::Each,
        right: &Self::Each,
        f: impl Fn(RealOf<Self>, RealOf<Self>) -> RealOf<Self>,
    ) -> Self::Each {
        let mut out = *left;
        elementwise::update_zip(self.isa(), out.flat_mut(), right.flat(), f);
        out
    }
}

/// A layer of fewer outputs would leave most lanes empty if they were put there.
const FEW: usize = 4;

/// No vector has more lanes.
pub(crate) const WIDEST: usize = 16;
/// No vector has fewer.
const NARROWEST: usize = 4;

/// Whether so many numbers do not fill a vector, and there are narrower ones.
const fn too_wide<S: Isa>(numbers: usize) -> bool {
    numbers < S::LANES && S::LANES > NARROWEST
}

/// Whether so many numbers leave half of the lanes of a vector empty, and there are narrower ones.
pub(crate) const fn half_empty(lanes: usize, numbers: usize) -> bool {
    2 * numbers <= lanes && lanes > NARROWEST
}

/// The vector that a kernel computes with.
pub type RealOf<K> = <<K as Kernel>::Isa as Isa>::Real;
