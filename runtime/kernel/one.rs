use super::{Array, Each, INDEPENDENT_SUMS, Isa, Kernel, OneSample, dot, elementwise};
use crate::math::Real;

/// One sample: the units of a layer in the lanes of a vector.
///
/// ```text
///              outputs in lanes
///            ┌────┬────┬────┬────┐
///   x[0]  *  │ w00  w01  w02 ..  │   each row of weights is read once, in order;
///   x[1]  *  │ w10  w11  w12 ..  │   several rows are summed side by side,
///   x[2]  *  │ w20  w21  w22 ..  │   so that no sum waits for the one before
///            └────┴────┴────┴────┘
/// ```
#[derive(Debug, Clone, Copy)]
pub(crate) struct One<S>(pub S);

impl<S: Isa> Kernel for One<S> {
    type Layout = OneSample;
    type Isa = S;

    #[inline(always)]
    fn isa(self) -> S {
        self.0
    }

    #[inline(always)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32; I],
        weights: &[[f32; O]; I],
        biases: &[f32; O],
    ) -> [f32; O] {
        if O == 1 {
            // One output would use one lane: put the inputs in lanes.
            return [dot(self.0, input, weights.as_flattened()) + biases[0]; O];
        }
        let mut out = [0.0; O];
        for start in (0..O).step_by(S::LANES) {
            let end = O.min(start + S::LANES);
            let z = columns(self.0, input, weights, biases, start..end);
            self.0.store(z, &mut out[start..end]);
        }
        out
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32; O],
        weights: &[[f32; O]; I],
    ) -> [f32; I] {
        let mut out = [0.0; I];
        for (out, row) in out.iter_mut().zip(weights) {
            *out = dot(self.0, row, delta);
        }
        out
    }

    #[inline(always)]
    fn add_weight_gradient<const I: usize, const O: usize>(
        self,
        input: &[f32; I],
        delta: &[f32; O],
        gradient: &mut [[f32; O]; I],
    ) {
        for (row, x) in gradient.iter_mut().zip(input) {
            add_scaled(self.0, *x, delta, row);
        }
    }

    #[inline(always)]
    fn add_bias_gradient<const O: usize>(self, delta: &[f32; O], gradient: &mut [f32; O]) {
        add_scaled(self.0, 1.0, delta, gradient);
    }

    #[inline(always)]
    fn sum<A: Array>(self, values: &A) -> [f32; 1] {
        [values.flat().iter().sum()]
    }

    #[inline(always)]
    fn largest<A: Array>(self, values: &A) -> [f32; 1] {
        let largest = |most: f32, value: &f32| if *value > most { *value } else { most };
        [values.flat().iter().fold(f32::NEG_INFINITY, largest)]
    }

    #[inline(always)]
    fn zip_each<A: Array>(
        self,
        values: &A,
        each: &Each<Self>,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) -> A {
        let each = self.0.splat(each[0]);
        let mut out = A::ZEROS;
        elementwise::map(self.0, values.flat(), out.flat_mut(), |value| f(value, each));
        out
    }
}

/// `z` of the outputs in `range`, at most one vector of them.
#[inline(always)]
fn columns<S: Isa, const I: usize, const O: usize>(
    isa: S,
    input: &[f32; I],
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    range: core::ops::Range<usize>,
) -> S::Real {
    let mut sums = [isa.splat(0.0); INDEPENDENT_SUMS];
    sums[0] = isa.load(&biases[range.clone()]);
    let (rows, rest) = weights.as_chunks::<INDEPENDENT_SUMS>();
    let (inputs, last) = input.as_chunks::<INDEPENDENT_SUMS>();
    for (rows, inputs) in rows.iter().zip(inputs) {
        for ((sum, row), x) in sums.iter_mut().zip(rows).zip(inputs) {
            *sum = isa.splat(*x).multiply_add(isa.load(&row[range.clone()]), *sum);
        }
    }
    for ((sum, row), x) in sums.iter_mut().zip(rest).zip(last) {
        *sum = isa.splat(*x).multiply_add(isa.load(&row[range.clone()]), *sum);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}

/// `sums += factor * values`.
#[inline(always)]
fn add_scaled<S: Isa>(isa: S, factor: f32, values: &[f32], sums: &mut [f32]) {
    let factor = isa.splat(factor);
    for (values, sums) in values.chunks(S::LANES).zip(sums.chunks_mut(S::LANES)) {
        let sum = factor.multiply_add(isa.load(values), isa.load(sums));
        isa.store(sum, sums);
    }
}
