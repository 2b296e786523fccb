use super::{Array, Each, Isa, Kernel, OneSample, dot, elementwise};
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
        z: &mut [f32; O],
    ) {
        if O == 1 {
            // One output would use one lane: put the inputs in lanes.
            z[0] = dot(self.0, input, weights.as_flattened()) + biases[0];
        } else {
            columns(self.0, input, weights, biases, z);
        }
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32; O],
        weights: &[[f32; O]; I],
        by_input: &mut [f32; I],
    ) {
        for (out, row) in by_input.iter_mut().zip(weights) {
            *out = dot(self.0, row, delta);
        }
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
        let mut sums = self.0.splat(0.0);
        for values in values.flat().chunks(S::LANES) {
            sums = sums + self.0.load(values);
        }
        [self.0.sum(sums)]
    }

    #[inline(always)]
    fn largest<A: Array>(self, values: &A) -> [f32; 1] {
        let mut largest = self.0.splat(f32::NEG_INFINITY);
        for values in values.flat().chunks(S::LANES) {
            largest = self.0.load_or(values, f32::NEG_INFINITY).at_least(largest);
        }
        [self.0.largest(largest)]
    }

    #[inline(always)]
    fn zip_each<A: Array>(
        self,
        values: &A,
        each: &Each<Self>,
        out: &mut A,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        let each = self.0.splat(each[0]);
        elementwise::map(
            self.0,
            values.flat(),
            out.flat_mut(),
            #[inline(always)]
            |value| f(value, each),
        );
    }
}

/// `z` of all outputs, in the widest vectors that they fill.
///
/// What whole vectors leave over goes in one more that ends at the last output: a few outputs are
/// computed twice, and no vector is half empty.
#[inline(always)]
pub(super) fn columns<S: Isa, const I: usize, const O: usize>(
    isa: S,
    input: &[f32; I],
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    out: &mut [f32; O],
) {
    if O < S::LANES && S::Narrower::LANES < S::LANES {
        return columns(isa.narrower(), input, weights, biases, out);
    }
    let mut start = 0;
    while start + 8 * S::LANES <= O {
        block::<S, I, O, 8, 1>(isa, input, weights, biases, out, start, S::LANES);
        start += 8 * S::LANES;
    }
    if start + 4 * S::LANES <= O {
        block::<S, I, O, 4, 2>(isa, input, weights, biases, out, start, S::LANES);
        start += 4 * S::LANES;
    }
    if start + 2 * S::LANES <= O {
        block::<S, I, O, 2, 4>(isa, input, weights, biases, out, start, S::LANES);
        start += 2 * S::LANES;
    }
    if start + S::LANES <= O {
        block::<S, I, O, 1, 8>(isa, input, weights, biases, out, start, S::LANES);
    }
    if O < S::LANES {
        block::<S, I, O, 1, 8>(isa, input, weights, biases, out, 0, O);
    } else if !O.is_multiple_of(S::LANES) {
        block::<S, I, O, 1, 8>(isa, input, weights, biases, out, O - S::LANES, S::LANES);
    }
}

/// `z` of `VECTORS` vectors of outputs from `start` on, of which each holds `width`.
///
/// `VECTORS * ROWS` sums are under way at once, enough to hide the latency of each.
#[inline(always)]
fn block<S: Isa, const I: usize, const O: usize, const VECTORS: usize, const ROWS: usize>(
    isa: S,
    input: &[f32; I],
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    out: &mut [f32; O],
    start: usize,
    width: usize,
) {
    let mut sums = [[isa.splat(0.0); VECTORS]; ROWS];
    for vector in 0..VECTORS {
        sums[0][vector] = isa.load(&biases[start + vector * S::LANES..][..width]);
    }
    for first in (0..I - I % ROWS).step_by(ROWS) {
        for row in 0..ROWS {
            add_row(isa, &mut sums[row], input[first + row], &weights[first + row], start, width);
        }
    }
    let rest = I - I % ROWS..I;
    for (row, sums) in rest.zip(&mut sums) {
        add_row(isa, sums, input[row], &weights[row], start, width);
    }
    for vector in 0..VECTORS {
        let sum = total::<S, VECTORS, ROWS>(&sums, vector, I);
        isa.store(sum, &mut out[start + vector * S::LANES..][..width]);
    }
}

/// Adds the part of one row of weights that belongs to a block, times its input.
#[inline(always)]
fn add_row<S: Isa, const O: usize, const VECTORS: usize>(
    isa: S,
    sums: &mut [S::Real; VECTORS],
    input: f32,
    weights: &[f32; O],
    start: usize,
    width: usize,
) {
    let x = isa.splat(input);
    for vector in 0..VECTORS {
        let w = isa.load(&weights[start + vector * S::LANES..][..width]);
        sums[vector] = x.multiply_add(w, sums[vector]);
    }
}

/// The sum of one vector's sums, of those that `inputs` rows have reached.
#[inline(always)]
fn total<S: Isa, const VECTORS: usize, const ROWS: usize>(
    sums: &[[S::Real; VECTORS]; ROWS],
    vector: usize,
    inputs: usize,
) -> S::Real {
    let mut total = sums[0][vector];
    for sums in sums.iter().take(inputs).skip(1) {
        total = total + sums[vector];
    }
    total
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
