use super::one::columns;
use super::{
    Array, Each, Isa, Kernel, ManySamples, TILE, Tile, Values, dot, elementwise, transpose,
};
use crate::math::Real;

/// A tile of samples: samples in the lanes of a vector, weights broadcast.
///
/// ```text
///                samples in lanes                      samples in lanes
///             ┌────┬────┬────┬────┐                ┌────┬────┬────┬────┐
///   w00 w10 * │ x[0] of each      │    =  z[0]  of │     each sample   │
///   w01 w11   │ x[1] of each      │       z[1]     │                   │
///             └────┴────┴────┴────┘                └────┴────┴────┴────┘
/// ```
///
/// A block of [`ROWS`] outputs by [`COLUMNS`] vectors stays in registers while the inputs pass.
/// Any width of a layer fits without padding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiled<S>(pub S);

/// From so many outputs on, the gradient of the weights has outputs in lanes; below, samples.
const ROWS_OF_OUTPUTS: usize = 4;
/// Outputs of a block: the sixteen registers of AVX2 hold 4 x 2 sums, two inputs and a weight.
const ROWS: usize = 4;
/// Vectors of samples in a block: each weight that is broadcast serves so many products.
const COLUMNS: usize = 2;

impl<S: Isa> Kernel for Tiled<S> {
    type Layout = ManySamples;
    type Isa = S;

    #[inline(always)]
    fn isa(self) -> S {
        self.0
    }

    #[inline(always)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &Tile<I>,
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        z: &mut Tile<O>,
    ) {
        #[cfg(feature = "gemm")]
        if super::gemm::pays(I, O) {
            return super::gemm::dense(input, weights, biases, z);
        }
        product(self.0, input, z, |i, o| weights[i][o], |o| biases[o]);
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &Tile<O>,
        weights: &[[f32; O]; I],
        by_input: &mut Tile<I>,
    ) {
        #[cfg(feature = "gemm")]
        if super::gemm::pays(I, O) {
            return super::gemm::back(delta, weights, by_input);
        }
        product(self.0, delta, by_input, |o, i| weights[i][o], |_| 0.0);
    }

    #[inline(always)]
    fn add_weight_gradient<const I: usize, const O: usize>(
        self,
        input: &Tile<I>,
        delta: &Tile<O>,
        gradient: &mut [[f32; O]; I],
    ) {
        #[cfg(feature = "gemm")]
        if super::gemm::pays(I, O) {
            return super::gemm::add_weight_gradient(input, delta, gradient);
        }
        if O < ROWS_OF_OUTPUTS {
            for (x, row) in input.iter().zip(gradient) {
                for (delta, sum) in delta.iter().zip(row) {
                    *sum += dot(self.0, x, delta);
                }
            }
            return;
        }
        // With outputs in lanes, a row of the gradient is a layer with the samples for inputs.
        let mut samples = [[0.0; O]; TILE];
        transpose::scatter(self.0, delta, &mut samples);
        for (x, row) in input.iter().zip(gradient) {
            let before = *row;
            columns(self.0, x, &samples, &before, row);
        }
    }

    #[inline(always)]
    fn add_bias_gradient<const O: usize>(self, delta: &Tile<O>, gradient: &mut [f32; O]) {
        for (delta, sum) in delta.iter().zip(gradient) {
            *sum += dot(self.0, delta, &[1.0; TILE]);
        }
    }

    #[inline(always)]
    fn sum<A: Array>(self, values: &A::Tile) -> Each<Self> {
        fold(self.0, values, 0.0, |sum, value| sum + value)
    }

    #[inline(always)]
    fn largest<A: Array>(self, values: &A::Tile) -> Each<Self> {
        fold(self.0, values, f32::NEG_INFINITY, |most, value| value.at_least(most))
    }

    #[inline(always)]
    fn zip_each<A: Array>(
        self,
        values: &A::Tile,
        each: &Each<Self>,
        out: &mut A::Tile,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        for (row, out) in values.flat().chunks(TILE).zip(out.flat_mut().chunks_mut(TILE)) {
            elementwise::zip(
                self.0,
                row,
                &each[0],
                out,
                #[inline(always)]
                |value, each| f(value, each),
            );
        }
    }
}

/// `f` over the units of each sample, from `start` on.
#[inline(always)]
fn fold<S: Isa>(
    isa: S,
    values: &impl Values,
    start: f32,
    f: impl Fn(S::Real, S::Real) -> S::Real,
) -> Tile<1> {
    let mut out = [0.0; TILE];
    for column in (0..TILE).step_by(S::LANES) {
        let mut folded = isa.splat(start);
        for row in values.flat().chunks_exact(TILE) {
            folded = f(folded, isa.load(&row[column..column + S::LANES]));
        }
        isa.store(folded, &mut out[column..column + S::LANES]);
    }
    [out]
}

/// `out[r] = start(r) + Σ weight(k, r) input[k]` for every sample.
#[inline(always)]
fn product<S: Isa, const K: usize, const R: usize>(
    isa: S,
    input: &Tile<K>,
    out: &mut Tile<R>,
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    for column in (0..TILE).step_by(COLUMNS * S::LANES) {
        for (block, rows) in out.chunks_mut(ROWS).enumerate() {
            let first = block * ROWS;
            let weight = |k, r| weight(k, first + r);
            let start = |r| start(first + r);
            match rows {
                [a, b, c, d] => block_product(isa, input, [a, b, c, d], column, weight, start),
                rest => {
                    for (r, row) in rest.iter_mut().enumerate() {
                        block_product(isa, input, [row], column, |k, _| weight(k, r), |_| start(r));
                    }
                }
            }
        }
    }
}

/// The part of [`product`] whose sums stay in registers.
#[inline(always)]
fn block_product<S: Isa, const K: usize, const R: usize>(
    isa: S,
    input: &Tile<K>,
    out: [&mut [f32; TILE]; R],
    column: usize,
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    let part = |vector: usize| column + vector * S::LANES..column + (vector + 1) * S::LANES;
    let mut sums = [[isa.splat(0.0); COLUMNS]; R];
    for (r, sums) in sums.iter_mut().enumerate() {
        *sums = [isa.splat(start(r)); COLUMNS];
    }
    for (k, row) in input.iter().enumerate() {
        let mut x = [isa.splat(0.0); COLUMNS];
        for (vector, x) in x.iter_mut().enumerate() {
            *x = isa.load(&row[part(vector)]);
        }
        for (r, sums) in sums.iter_mut().enumerate() {
            let w = isa.splat(weight(k, r));
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum = w.multiply_add(x, *sum);
            }
        }
    }
    for (out, sums) in out.into_iter().zip(sums) {
        for (vector, sum) in sums.into_iter().enumerate() {
            isa.store(sum, &mut out[part(vector)]);
        }
    }
}
