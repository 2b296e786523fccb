use core::ops::Range;

use super::Noise;
use super::affine::{Affine, ScaleAndShift};
use super::keep::{Keep, UnitsFunction};
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::Kernel;
use crate::math::Real;

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
    type Function = Normalization;
    const WORD: &'static str = "layer_norm";

    fn function(self) -> Normalization {
        Normalization { affine: self.affine.function() }
    }

    fn place(self) -> Range<usize> {
        Keep::place(self.affine)
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        Keep::initialize(self.affine, random, parameters);
    }
}

/// `a = γ ⊙ (x - mean) / √(variance + ε) + β`.
#[derive(Debug, Clone, Copy)]
pub struct Normalization {
    affine: ScaleAndShift,
}

impl UnitsFunction for Normalization {
    const TRAINED: usize = ScaleAndShift::TRAINED;

    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        centre(kernel, input, output);
        let inverse = inverse_deviations(kernel, output);
        multiply_each(kernel, output, &inverse);
        self.affine.apply(kernel, parameters, output);
    }

    /// `z = x - mean`.
    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &[f32],
        _noise: Noise,
        trace: Activated<&mut [f32]>,
    ) {
        let Activated { z, a } = trace;
        centre(kernel, input, z);
        normalize(kernel, z, a);
        self.affine.apply(kernel, parameters, a);
    }

    #[inline(always)]
    fn factor_gradient<K: Kernel>(
        self,
        kernel: K,
        _input: &[f32],
        z: &[f32],
        delta: &[f32],
        gradient: &mut [f32],
    ) {
        normalize(kernel, z, gradient);
        kernel.update_zip(
            gradient,
            delta,
            #[inline(always)]
            |normalized, delta| normalized * delta,
        );
    }

    /// With `g = δ ⊙ γ` and the normalized `n`: `(g - mean(g) - n mean(g ⊙ n)) / √(variance + ε)`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        self.affine.scale(kernel, parameters, delta, by_input);
        let inverse = inverse_deviations(kernel, z);
        let share = 1.0 / kernel.units(z) as f32;
        let along = kernel.sum_of_each(
            by_input,
            z,
            [&inverse],
            #[inline(always)]
            |g, z, [inverse]| g * (z * inverse) * share,
        );
        // The part along `n` first, and then that along the mean: neither changes the other.
        kernel.update_zip_each(
            by_input,
            z,
            [&inverse, &along],
            #[inline(always)]
            |g, z, [inverse, along]| g - z * inverse * along,
        );
        let means = means(kernel, by_input);
        kernel.update_zip_each(
            by_input,
            z,
            [&inverse, &means],
            #[inline(always)]
            |g, _, [inverse, mean]| (g - mean) * inverse,
        );
    }
}

/// `x - mean`.
#[inline(always)]
fn centre<K: Kernel>(kernel: K, x: &[f32], centred: &mut [f32]) {
    kernel.zip_each(
        x,
        &means(kernel, x),
        centred,
        #[inline(always)]
        |x, mean| x - mean,
    );
}

/// The mean over the units of each sample.
#[inline(always)]
fn means<K: Kernel>(kernel: K, x: &[f32]) -> K::Each {
    let share = 1.0 / kernel.units(x) as f32;
    kernel.map_each(
        &kernel.sum(x),
        #[inline(always)]
        |sum| sum * share,
    )
}

/// `centred / √(variance + ε)`.
#[inline(always)]
fn normalize<K: Kernel>(kernel: K, centred: &[f32], normalized: &mut [f32]) {
    kernel.zip_each(
        centred,
        &inverse_deviations(kernel, centred),
        normalized,
        #[inline(always)]
        |centred, inverse| centred * inverse,
    );
}

/// `1 / √(variance + ε)` of each sample.
#[inline(always)]
fn inverse_deviations<K: Kernel>(kernel: K, centred: &[f32]) -> K::Each {
    let share = 1.0 / kernel.units(centred) as f32;
    let squares = kernel.sum_of(
        centred,
        centred,
        #[inline(always)]
        |left, right| left * right,
    );
    kernel.map_each(
        &squares,
        #[inline(always)]
        |squares| squares.constant(1.0) / (squares * share + EPSILON).sqrt(),
    )
}

#[inline(always)]
fn multiply_each<K: Kernel>(kernel: K, values: &mut [f32], factors: &K::Each) {
    kernel.update_each(
        values,
        factors,
        #[inline(always)]
        |value, factor| value * factor,
    );
}
