use core::ops::Range;

use super::Noise;
use super::keep::{Keep, UnitsFunction};
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::{Kernel, Rows};
use crate::math::Real;

/// `prelu`: `a = z` from zero on, `a = slope z` below, with a learned slope for each unit that starts at 0.25
/// (He et al., *Delving Deep into Rectifiers*, 2015).
#[derive(Debug, Clone, Copy)]
pub struct Prelu<const N: usize> {
    offset: usize,
}

impl<const N: usize> Prelu<N> {
    /// The stage whose first slope is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + N
    }

    /// The slopes.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 1] {
        self.slopes().of(parameters)
    }

    /// The slopes. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 1] {
        self.slopes().of_mut(parameters)
    }

    const fn slopes(self) -> Rows<1, N> {
        Rows::new(self.offset)
    }
}

impl<const N: usize> Keep for Prelu<N> {
    type Units = [f32; N];
    type Function = Slopes;
    const WORD: &'static str = "prelu";

    fn function(self) -> Slopes {
        Slopes { offset: self.offset, units: N }
    }

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, _random: &mut Random, parameters: &mut [f32]) {
        *self.slopes().of_mut(parameters) = [[0.25; N]];
    }
}

/// `a = z` from zero on, `a = slope z` below, with a slope for each of so many units, from `offset` on.
#[derive(Debug, Clone, Copy)]
pub struct Slopes {
    offset: usize,
    units: usize,
}

impl Slopes {
    #[inline(always)]
    fn parameters(self, parameters: &[f32]) -> Option<&[f32]> {
        let slopes = parameters.get(self.offset..self.offset + self.units);
        debug_assert!(slopes.is_some(), "the parameters of the stage are among the network's");
        slopes
    }
}

impl UnitsFunction for Slopes {
    const TRAINED: usize = 1;

    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        let Some(slopes) = self.parameters(parameters) else { return };
        kernel.zip_units(
            input,
            slopes,
            output,
            #[inline(always)]
            |z, slope| z.select_less(z.constant(0.0), z * slope, z),
        );
    }

    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &[f32],
        _noise: Noise,
        trace: Activated<&mut [f32]>,
    ) {
        kernel.map(
            input,
            trace.z,
            #[inline(always)]
            |z| z,
        );
        self.infer(kernel, parameters, input, trace.a);
    }

    /// `∂L/∂slope = δ z` where `z` is below zero.
    #[inline(always)]
    fn factor_gradient<K: Kernel>(
        self,
        kernel: K,
        _input: &[f32],
        z: &[f32],
        delta: &[f32],
        gradient: &mut [f32],
    ) {
        kernel.zip(
            z,
            delta,
            gradient,
            #[inline(always)]
            |z, delta| z.select_less(z.constant(0.0), z * delta, z.constant(0.0)),
        );
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        let Some(slopes) = self.parameters(parameters) else { return };
        kernel.zip_units(
            z,
            slopes,
            by_input,
            #[inline(always)]
            |z, slope| z.select_less(z.constant(0.0), slope, z.constant(1.0)),
        );
        kernel.update_zip(
            by_input,
            delta,
            #[inline(always)]
            |slope, delta| slope * delta,
        );
    }
}
