use core::ops::Range;

use super::Noise;
use super::keep::{Keep, multiply};
use super::largest_product;
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::{Kernel, Rows, Update, Values, ValuesOf};
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

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, _random: &mut Random, parameters: &mut [f32]) {
        *self.slopes().of_mut(parameters) = [[0.25; N]];
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        output: &mut ValuesOf<K, [f32; N]>,
    ) {
        let Some([slopes]) = self.slopes().find(parameters) else { return };
        kernel.zip_units::<[f32; N]>(
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
        input: &ValuesOf<K, [f32; N]>,
        _noise: Noise,
        trace: &mut Activated<ValuesOf<K, [f32; N]>>,
    ) {
        trace.z.clone_from(input);
        self.infer(kernel, parameters, input, &mut trace.a);
    }

    /// `∂L/∂slope = δ z` where `z` is below zero.
    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        _input: &ValuesOf<K, [f32; N]>,
        z: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
        update: &mut U,
    ) {
        let mut by_slope: ValuesOf<K, [f32; N]> = Values::zeros();
        kernel.zip::<[f32; N]>(
            z,
            delta,
            &mut by_slope,
            #[inline(always)]
            |z, delta| z.select_less(z.constant(0.0), z * delta, z.constant(0.0)),
        );
        kernel.bias_gradient(&by_slope, self.slopes(), update);
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        _input: &ValuesOf<K, [f32; N]>,
        z: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
    ) -> f32 {
        largest_product(kernel, z.flat(), delta.flat())
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Activated<ValuesOf<K, [f32; N]>>,
        delta: &ValuesOf<K, [f32; N]>,
        by_input: &mut ValuesOf<K, [f32; N]>,
    ) {
        let Some([slopes]) = self.slopes().find(parameters) else { return };
        let mut derivatives: ValuesOf<K, [f32; N]> = Values::zeros();
        kernel.zip_units::<[f32; N]>(
            &trace.z,
            slopes,
            &mut derivatives,
            #[inline(always)]
            |z, slope| z.select_less(z.constant(0.0), slope, z.constant(1.0)),
        );
        multiply::<K, N>(kernel, delta, &derivatives, by_input);
    }
}
