use super::one::scaled_row;
use super::reduce::{dot, rows_dot};
use super::{
    Array, Each, FEW, Isa, Kernel, ManySamples, Part, Rows, Scalar, TILE, Tile, Update, Values,
    elementwise, outer, transpose,
};
use crate::activation::{Elementwise, Linear};
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

/// Outputs of a block: the sixteen registers of AVX2 hold 4 x 2 sums, two inputs and a weight.
const ROWS: usize = 4;
/// Vectors of samples in a block: each weight that is broadcast serves so many products.
const COLUMNS: usize = 2;

impl<S: Isa> Kernel for Tiled<S> {
    type Layout = ManySamples;
    type Isa = S;
    const SAMPLES: usize = TILE;

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
        activation: impl Elementwise,
        a: &mut Tile<O>,
    ) {
        #[cfg(feature = "gemm")]
        if super::gemm::pays(I, O) {
            super::gemm::dense(input, weights, biases, a);
            return elementwise::map_in_place(self.0, a.flat_mut(), activation);
        }
        product(self.0, input, activation, a, |i, o| weights[i][o], |o| biases[o]);
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
        product(self.0, delta, Linear, by_input, |o, i| weights[i][o], |_| 0.0);
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize, U: Update>(
        self,
        input: &Tile<I>,
        delta: &Tile<O>,
        rows: Rows<I, O>,
        update: &mut U,
    ) {
        if const { O >= FEW } {
            let mut samples = [[0.0; O]; TILE];
            transpose::scatter(self.0, delta, &mut samples);
            outer::product(self.0, input, &samples, rows, update);
            return;
        }
        // So few outputs would leave lanes empty: put the inputs in lanes.
        for (output, delta) in delta.iter().enumerate() {
            let mut sums = [0.0; I];
            rows_dot(self.0, input, delta, &mut sums);
            if const { O == 1 } {
                scaled_row(self.0, 1.0, &sums, rows.reshape::<1, I>(), 0, update);
            } else {
                for (row, sum) in sums.into_iter().enumerate() {
                    let part = Part { row, start: output, width: 1 };
                    let before = update.before(Scalar, rows, part);
                    update.update(Scalar, rows, part, before, sum);
                }
            }
        }
    }

    #[inline(always)]
    fn bias_gradient<const O: usize, U: Update>(
        self,
        delta: &Tile<O>,
        row: Rows<1, O>,
        update: &mut U,
    ) {
        let mut sums = [0.0; O];
        rows_dot(self.0, delta, &[1.0; TILE], &mut sums);
        scaled_row(self.0, 1.0, &sums, row, 0, update);
    }

    #[inline(always)]
    fn total(self, losses: &Tile<1>, shares: &Tile<1>) -> f32 {
        dot(self.0, &losses[0], &shares[0])
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

/// `σ(start(r) + Σ weight(k, r) input[k])` for every sample, `r` the rows of `out`.
#[inline(always)]
fn product<S: Isa, const K: usize, const R: usize>(
    isa: S,
    input: &Tile<K>,
    activation: impl Elementwise,
    out: &mut Tile<R>,
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    let (blocks, rest) = out.as_chunks_mut::<ROWS>();
    for (block, rows) in blocks.iter_mut().enumerate() {
        let weight = |k, r| weight(k, block * ROWS + r);
        block_product(isa, input, activation, rows, weight, |r| start(block * ROWS + r));
    }
    let weight = |k, r| weight(k, R - R % ROWS + r);
    let start = |r| start(R - R % ROWS + r);
    if let (Some(rows), true) = (rest.first_chunk_mut::<1>(), const { R % ROWS == 1 }) {
        block_product(isa, input, activation, rows, weight, start);
    }
    if let (Some(rows), true) = (rest.first_chunk_mut::<2>(), const { R % ROWS == 2 }) {
        block_product(isa, input, activation, rows, weight, start);
    }
    if let (Some(rows), true) = (rest.first_chunk_mut::<3>(), const { R % ROWS == 3 }) {
        block_product(isa, input, activation, rows, weight, start);
    }
}

/// The part of [`product`] for a few rows: their sums stay in registers.
#[inline(always)]
fn block_product<S: Isa, const K: usize, const R: usize>(
    isa: S,
    input: &Tile<K>,
    activation: impl Elementwise,
    out: &mut [[f32; TILE]; R],
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    for column in (0..TILE).step_by(COLUMNS * S::LANES) {
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
                for (sum, x) in sums.iter_mut().zip(&x) {
                    *sum = w.multiply_add(*x, *sum);
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            for (vector, sum) in sums.iter().enumerate() {
                isa.store(activation.function(*sum), &mut out[part(vector)]);
            }
        }
    }
}
