use core::ops::Range;

use super::keep::{Keep, UnitsFunction};
use crate::init::Random;
use crate::kernel::{Kernel, Rows};

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
}

impl<const N: usize> Keep for Affine<N> {
    type Units = [f32; N];
    type Function = ScaleAndShift;
    const WORD: &'static str = "affine";

    fn function(self) -> ScaleAndShift {
        ScaleAndShift { offset: self.offset, units: N }
    }

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, _random: &mut Random, parameters: &mut [f32]) {
        *self.view_mut(parameters) = [[1.0; N], [0.0; N]];
    }
}

/// `a = γ ⊙ x + β` of so many units, with `γ` from `offset` on and `β` behind it.
#[derive(Debug, Clone, Copy)]
pub struct ScaleAndShift {
    pub(super) offset: usize,
    pub(super) units: usize,
}

impl ScaleAndShift {
    /// `γ` and `β`.
    #[inline(always)]
    fn parameters(self, parameters: &[f32]) -> Option<(&[f32], &[f32])> {
        let Self { offset, units } = self;
        let both = parameters.get(offset..offset + 2 * units);
        debug_assert!(both.is_some(), "the parameters of the stage are among the network's");
        both?.split_at_checked(units)
    }

    /// `x ← γ ⊙ x + β`.
    #[inline(always)]
    pub(super) fn apply<K: Kernel>(self, kernel: K, parameters: &[f32], x: &mut [f32]) {
        let Some((scales, _)) = self.parameters(parameters) else { return };
        kernel.update_units(
            x,
            scales,
            #[inline(always)]
            |x, scale| x * scale,
        );
        self.shift(kernel, parameters, x);
    }

    /// `x ← x + β`.
    #[inline(always)]
    fn shift<K: Kernel>(self, kernel: K, parameters: &[f32], x: &mut [f32]) {
        let Some((_, shifts)) = self.parameters(parameters) else { return };
        kernel.update_units(
            x,
            shifts,
            #[inline(always)]
            |x, shift| x + shift,
        );
    }

    /// `γ ⊙ x`.
    #[inline(always)]
    pub(super) fn scale<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        x: &[f32],
        scaled: &mut [f32],
    ) {
        let Some((scales, _)) = self.parameters(parameters) else { return };
        kernel.zip_units(
            x,
            scales,
            scaled,
            #[inline(always)]
            |x, scale| x * scale,
        );
    }
}

impl UnitsFunction for ScaleAndShift {
    const TRAINED: usize = 2;

    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        self.scale(kernel, parameters, input, output);
        self.shift(kernel, parameters, output);
    }

    /// `∂L/∂γ = δ ⊙ x`, and `∂L/∂β = δ`.
    #[inline(always)]
    fn factor_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &[f32],
        _z: &[f32],
        delta: &[f32],
        gradient: &mut [f32],
    ) {
        kernel.zip(
            input,
            delta,
            gradient,
            #[inline(always)]
            |x, delta| x * delta,
        );
    }

    /// `∂L/∂x = δ ⊙ γ`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        _z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        self.scale(kernel, parameters, delta, by_input);
    }
}
