//! The arithmetic of a layer, over one sample or over a tile of samples.
//!
//! [`Kernel`] is the one interface. One kernel holds a layer's outputs in the lanes of a vector, the
//! other holds samples there; both are written once over an [`Isa`], a CPU's set of vector
//! instructions, which is chosen once a call from outside. Those who write a [`Loss`](crate::Loss) of their
//! own need this, or an [`Activation`](crate::Activation) that is not [`Elementwise`];
//! others do not.

mod array;
mod dispatch;
mod elementwise;
#[cfg(feature = "gemm")]
mod gemm;
#[cfg(feature = "std")]
mod heap;
mod inputs;
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
mod one;
mod outer;
mod reduce;
mod rows;
mod scalar;
mod steady;
mod storage;
mod target;
#[cfg(test)]
mod tests;
mod tile;
mod transpose;
mod update;
#[cfg(any(
    test,
    target_arch = "x86",
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
mod vector;

pub(crate) use array::Tile;
pub use array::{Array, Layout, ManySamples, OneSample, Values, ValuesOf};
pub(crate) use dispatch::{dispatch, dispatch_steady, dispatch_training};
#[cfg(feature = "std")]
pub(crate) use heap::{HeapNumbers, HeapPlace};
pub(crate) use inputs::Given;
#[doc(hidden)]
pub use inputs::Inputs;
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
pub(crate) use one::{One, scaled_row};
pub(crate) use reduce::{are_all_finite, are_finite, largest_magnitude, norm};
#[doc(hidden)]
pub use rows::Rows;
pub(crate) use steady::Steady;
#[cfg(feature = "std")]
pub(crate) use storage::OnHeap;
#[doc(hidden)]
pub use storage::{Aligned, OnStack, Storage};
pub use target::Target;
pub(crate) use target::class_of;
pub(crate) use tile::Tiled;
pub(crate) use update::{Moved, Sums};
#[doc(hidden)]
pub use update::{Part, Update};
#[cfg(any(
    test,
    target_arch = "x86",
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
pub(crate) use vector::{Vectors, level};

use crate::activation::Elementwise;

/// What a layer, an activation and a loss are computed with.
///
/// Results as large as a layer go into places that the caller provides, and overwrite them.
///
/// Shapes: a layer has `I` inputs and `O` outputs; its weights are `I` rows of `O` numbers, a row
/// for each input. `δ` is the derivative of the loss by the layer's `z`.
///
/// A [`Loss`](crate::Loss) of one's own is written with it, and an activation that needs all units of a layer:
///
/// ```
/// use sinew::kernel::{Kernel, ValuesOf};
/// use sinew::prelude::*;
/// use sinew::{Activated, Activation, Array, Differentiable, Init, Real, Values, gradient_check};
///
/// /// `a_i = p_i exp(z_i) / Σ p_j exp(z_j)`: `softmax`, where some classes are likelier from the start.
/// #[derive(Debug, Clone, Copy)]
/// struct Prior;
///
/// const PRIOR: [f32; 3] = [0.5, 0.25, 0.25];
///
/// impl Activation for Prior {
///     fn activate<K: Kernel, A: Array>(self, kernel: K, z: &ValuesOf<K, A>, a: &mut ValuesOf<K, A>) {
///         let mut prior = A::ZEROS;
///         prior.flat_mut().copy_from_slice(&PRIOR);
///         let [mut below, mut exp, mut parts] = [Values::zeros(), Values::zeros(), Values::zeros()];
///         kernel.zip_each::<A>(z, &kernel.largest::<A>(z), &mut below, |z, largest| z - largest);
///         kernel.map::<A>(&below, &mut exp, |z| z.exp());
///         kernel.zip_units::<A>(&exp, &prior, &mut parts, |exp, prior| exp * prior);
///         kernel.zip_each::<A>(&parts, &kernel.sum::<A>(&parts), a, |part, whole| part / whole);
///     }
///
///     fn default_init(self) -> Init {
///         Init::xavier()
///     }
/// }
///
/// impl Differentiable for Prior {
///     /// `∂L/∂z_i = a_i (g_i - Σ g_j a_j)` with `g = ∂L/∂a`.
///     fn backward<K: Kernel, A: Array>(
///         self,
///         kernel: K,
///         layer: &Activated<ValuesOf<K, A>>,
///         gradient: &ValuesOf<K, A>,
///         delta: &mut ValuesOf<K, A>,
///     ) {
///         let [mut weighted, mut centred] = [Values::zeros(), Values::zeros()];
///         kernel.zip::<A>(gradient, &layer.a, &mut weighted, |g, a| g * a);
///         kernel.zip_each::<A>(gradient, &kernel.sum::<A>(&weighted), &mut centred, |g, mean| g - mean);
///         kernel.zip::<A>(&centred, &layer.a, delta, |centred, a| centred * a);
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
    /// The same with narrower vectors.
    #[doc(hidden)]
    type Narrower: Kernel<Layout = Self::Layout>;
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

    /// Calls `work` as a function of its own. An optimized build has it in the caller all the same; in any
    /// other, its variables leave the stack when it returns.
    #[doc(hidden)]
    #[inline(always)]
    fn apart<R>(self, work: impl FnOnce() -> R) -> R {
        self.isa().vectorize(work)
    }

    /// `a = σ(Wᵀ x + b)`.
    #[doc(hidden)]
    fn dense<const I: usize, const O: usize, X: Inputs<Self, [f32; I]>>(
        self,
        input: X,
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut ValuesOf<Self, [f32; O]>,
    );

    /// `W δ`, the derivative of the loss by the layer's inputs.
    #[doc(hidden)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &ValuesOf<Self, [f32; O]>,
        weights: &[[f32; O]; I],
        by_input: &mut ValuesOf<Self, [f32; I]>,
    );

    /// `x δᵀ`, summed over the samples: the gradient of the weights.
    #[doc(hidden)]
    fn weight_gradient<const I: usize, const O: usize, U: Update>(
        self,
        input: &ValuesOf<Self, [f32; I]>,
        delta: &ValuesOf<Self, [f32; O]>,
        rows: Rows<I, O>,
        update: &mut U,
    );

    /// `δ`, summed over the samples: the gradient of the biases.
    #[doc(hidden)]
    fn bias_gradient<const O: usize, U: Update>(
        self,
        delta: &ValuesOf<Self, [f32; O]>,
        row: Rows<1, O>,
        update: &mut U,
    );

    /// The sum over all samples of each one's number times its share.
    #[doc(hidden)]
    fn total(self, numbers: &Each<Self>, shares: &Each<Self>) -> f32;

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

    /// `f(unit, number)` for each unit of a sample and the one number of that unit.
    fn zip_units<A: Array>(
        self,
        values: &ValuesOf<Self, A>,
        units: &A,
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

/// A layer of fewer outputs would leave most lanes empty if they were put there.
const FEW: usize = 4;

/// No vector has more lanes.
const WIDEST: usize = 16;
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

/// One number for each sample.
pub type Each<K> = ValuesOf<K, [f32; 1]>;

/// The vector that a kernel computes with.
pub type RealOf<K> = <<K as Kernel>::Isa as Isa>::Real;
