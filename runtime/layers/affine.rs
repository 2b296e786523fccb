use core::ops::Range;

use super::keep::{Keep, multiply, multiply_units};
use super::largest_product;
use crate::activation::Activated;
use crate::init::Random;
use crate::kernel::{Kernel, Rows, Update, Values, ValuesOf};

/// `affine`: `a = γ ⊙ x + β`, a learned scale and shift of each unit. They start at 1 and 0.
///
/// ```text
/// ..┊ γ[0] .. γ[N-1] ┊ β[0] .. β[N-1] ┊..
///   ╰ offset                          ╰ end()
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Affine<const N: usize> {
    offset: usize,
}

impl<const N: usize> Affine<N> {
    /// The stage whose first scale is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + 2 * N
    }

    /// The scales, and then the shifts.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 2] {
        self.rows().of(parameters)
    }

    /// The scales, and then the shifts. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 2] {
        self.rows().of_mut(parameters)
    }

    const fn rows(self) -> Rows<2, N> {
        Rows::new(self.offset)
    }

    const fn scales(self) -> Rows<1, N> {
        Rows::new(self.offset)
    }

    const fn shifts(self) -> Rows<1, N> {
        Rows::new(self.offset + N)
    }

    /// What the scale and shift of each unit make of `x`.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        x: &ValuesOf<K, [f32; N]>,
        a: &mut ValuesOf<K, [f32; N]>,
    ) {
        let mut scaled: ValuesOf<K, [f32; N]> = Values::zeros();
        self.scale(kernel, parameters, x, &mut scaled);
        let Some([_, shifts]) = self.rows().find(parameters) else { return };
        kernel.zip_units::<[f32; N]>(
            &scaled,
            shifts,
            a,
            #[inline(always)]
            |scaled, shift| scaled + shift,
        );
    }

    /// What the scale of each unit makes of `x`.
    #[inline(always)]
    pub(super) fn scale<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        x: &ValuesOf<K, [f32; N]>,
        scaled: &mut ValuesOf<K, [f32; N]>,
    ) {
        let Some([scales, _]) = self.rows().find(parameters) else { return };
        multiply_units::<K, N>(kernel, x, scales, scaled);
    }
}

impl<const N: usize> Keep for Affine<N> {
    type Units = [f32; N];

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, _random: &mut Random, parameters: &mut [f32]) {
        *self.view_mut(parameters) = [[1.0; N], [0.0; N]];
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; N]>,
        output: &mut ValuesOf<K, [f32; N]>,
    ) {
        self.apply(kernel, parameters, input, output);
    }

    /// `∂L/∂γ = δ ⊙ x` and `∂L/∂β = δ`, summed over the samples.
    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; N]>,
        _z: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
        update: &mut U,
    ) {
        let mut by_scale: ValuesOf<K, [f32; N]> = Values::zeros();
        multiply::<K, N>(kernel, input, delta, &mut by_scale);
        kernel.bias_gradient(&by_scale, self.scales(), update);
        kernel.bias_gradient(delta, self.shifts(), update);
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; N]>,
        _z: &ValuesOf<K, [f32; N]>,
        delta: &ValuesOf<K, [f32; N]>,
    ) -> f32 {
        largest_product(kernel, input.flat(), delta.flat())
    }

    /// `∂L/∂x = δ ⊙ γ`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        _trace: &Activated<ValuesOf<K, [f32; N]>>,
        delta: &ValuesOf<K, [f32; N]>,
        by_input: &mut ValuesOf<K, [f32; N]>,
    ) {
        self.scale(kernel, parameters, delta, by_input);
    }
}
