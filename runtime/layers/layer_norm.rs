use core::ops::Range;

use super::Noise;
use super::affine::Affine;
use super::keep::{Keep, multiply};
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::{Each, Kernel, Update, Values, ValuesOf};
use crate::math::square_root;

/// `layer_norm`: the units of a sample are shifted and scaled to a mean of 0 and a variance of 1, and then by
/// the learned `γ` and `β` of each: `a = γ ⊙ (x - mean) / √(variance + 10⁻⁵) + β` (Ba, Kiros and Hinton, *Layer
/// Normalization*, 2016).
#[derive(Debug, Clone, Copy)]
pub struct LayerNorm<const N: usize> {
    affine: Affine<N>,
}

/// Keeps the divisor away from 0.
const EPSILON: f32 = 1e-5;

impl<const N: usize> LayerNorm<N> {
    /// The stage whose first `γ` is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { affine: Affine::new(offset) }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.affine.end()
    }

    /// `γ`, and then `β`.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 2] {
        self.affine.view(parameters)
    }

    /// `γ`, and then `β`. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 2] {
        self.affine.view_mut(parameters)
    }
}

impl<const N: usize> Keep for LayerNorm<N> {
    type Units = [f32; N];

    fn place(self) -> Range<usize> {
        Keep::place(self.affine)
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        Keep::initialize(self.affine, random, parameters);
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        output: &mut ValuesOf<K, [f32; N]>,
    ) {
        let mut centred = Values::zeros();
        centre::<K, N>(kernel, input, &mut centred);
        let normalized = normalize::<K, N>(kernel, &centred);
        self.affine.apply(kernel, parameters, &normalized, output);
    }

    /// `z = x - mean`.
    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        _noise: Noise,
        trace: &mut Activated<ValuesOf<K, [f32; N]>>,
    ) {
        centre::<K, N>(kernel, input, &mut trace.z);
        let normalized = normalize::<K, N>(kernel, &trace.z);
        self.affine.apply(kernel, parameters, &normalized, &mut trace.a);
    }

    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        _input: &ValuesOf<K, [f32; N]>,
        centred: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
        update: &mut U,
    ) {
        let normalized = normalize::<K, N>(kernel, centred);
        Keep::gradient(self.affine, kernel, &normalized, centred, delta, update);
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        _input: &ValuesOf<K, [f32; N]>,
        centred: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
    ) -> f32 {
        let normalized = normalize::<K, N>(kernel, centred);
        Keep::largest_gradient(self.affine, kernel, &normalized, centred, delta)
    }

    /// With `g = δ ⊙ γ` and the normalized `n`: `(g - mean(g) - n mean(g ⊙ n)) / √(variance + ε)`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Activated<ValuesOf<K, [f32; N]>>,
        delta: &ValuesOf<K, [f32; N]>,
        by_input: &mut ValuesOf<K, [f32; N]>,
    ) {
        let normalized = normalize::<K, N>(kernel, &trace.z);
        let mut by_normalized = Values::zeros();
        self.affine.scale(kernel, parameters, delta, &mut by_normalized);
        let mut along = Values::zeros();
        multiply::<K, N>(kernel, &by_normalized, &normalized, &mut along);
        let along_means = means::<K, N>(kernel, &along);
        multiply_each::<K, N>(kernel, &normalized, &along_means, &mut along);
        // The part along `n` first, and then that along the mean: neither changes the other.
        let mut across = Values::zeros();
        kernel.zip::<[f32; N]>(
            &by_normalized,
            &along,
            &mut across,
            #[inline(always)]
            |by_normalized, along| by_normalized - along,
        );
        let mut centred = Values::zeros();
        centre::<K, N>(kernel, &across, &mut centred);
        let inverse = inverse_deviations::<K, N>(kernel, &trace.z);
        multiply_each::<K, N>(kernel, &centred, &inverse, by_input);
    }
}

/// `x - mean`.
#[inline(always)]
fn centre<K: Kernel, const N: usize>(
    kernel: K,
    x: &ValuesOf<K, [f32; N]>,
    centred: &mut ValuesOf<K, [f32; N]>,
) {
    kernel.zip_each::<[f32; N]>(
        x,
        &means::<K, N>(kernel, x),
        centred,
        #[inline(always)]
        |x, mean| x - mean,
    );
}

/// The mean over the units of each sample.
#[inline(always)]
fn means<K: Kernel, const N: usize>(kernel: K, x: &ValuesOf<K, [f32; N]>) -> Each<K> {
    let mut means = kernel.sum::<[f32; N]>(x);
    for mean in means.flat_mut() {
        *mean /= N as f32;
    }
    means
}

/// `centred / √(variance + ε)`.
#[inline(always)]
fn normalize<K: Kernel, const N: usize>(
    kernel: K,
    centred: &ValuesOf<K, [f32; N]>,
) -> ValuesOf<K, [f32; N]> {
    let inverse = inverse_deviations::<K, N>(kernel, centred);
    let mut normalized = Values::zeros();
    multiply_each::<K, N>(kernel, centred, &inverse, &mut normalized);
    normalized
}

/// `1 / √(variance + ε)` of each sample.
#[inline(always)]
fn inverse_deviations<K: Kernel, const N: usize>(
    kernel: K,
    centred: &ValuesOf<K, [f32; N]>,
) -> Each<K> {
    let mut squares = Values::zeros();
    multiply::<K, N>(kernel, centred, centred, &mut squares);
    let mut each = means::<K, N>(kernel, &squares);
    for variance in each.flat_mut() {
        *variance = 1.0 / square_root(*variance + EPSILON);
    }
    each
}

#[inline(always)]
fn multiply_each<K: Kernel, const N: usize>(
    kernel: K,
    values: &ValuesOf<K, [f32; N]>,
    factors: &Each<K>,
    products: &mut ValuesOf<K, [f32; N]>,
) {
    kernel.zip_each::<[f32; N]>(
        values,
        factors,
        products,
        #[inline(always)]
        |value, factor| value * factor,
    );
}
