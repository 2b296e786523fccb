use super::one::scaled_row;
use super::reduce::{dot, rows_dot};
use super::{
    Array, FEW, Isa, Kernel, ManySamples, Scalar, SinkPart, Storage, TILE, Tile, Values, WIDEST,
    array, array_mut, elementwise, outer, transpose,
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
/// A block of some outputs by some vectors of samples stays in registers while the inputs pass. Any width
/// of a layer fits without padding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tiled<S, P>(pub S, pub P);

impl<S: Isa, P: Storage> Kernel for Tiled<S, P> {
    type Layout = ManySamples<P>;
    type Isa = S;
    type Each = [f32; TILE];
    type Narrower = Self;
    const SAMPLES: usize = TILE;
    const UNITS: usize = 1;

    #[inline(always)]
    fn isa(self) -> S {
        self.0
    }

    #[inline(always)]
    fn narrower(self) -> Self {
        self
    }

    #[inline(always)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut [f32],
    ) {
        let (Some(input), Some(a)) = (tile::<I>(input), tile_mut::<O>(a)) else { return };
        product(self.0, input, activation, a, |i, o| weights[i][o], |o| biases[o]);
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32],
        weights: &[[f32; O]; I],
        by_input: &mut [f32],
    ) {
        let (Some(delta), Some(by_input)) = (tile::<O>(delta), tile_mut::<I>(by_input)) else {
            return;
        };
        product(self.0, delta, Linear, by_input, |o, i| weights[i][o], |_| 0.0);
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize, K: SinkPart>(
        self,
        input: &[f32],
        delta: &[f32],
        weights: &mut K,
    ) {
        let (Some(input), Some(delta)) = (tile::<I>(input), tile::<O>(delta)) else { return };
        if const { O >= FEW } {
            let mut place: P::Of<[[f32; O]; TILE]> = Values::zeros();
            let samples = P::get_mut(&mut place);
            transpose::scatter(self.0, delta, samples);
            outer::product(self.0, input, samples, weights);
            return;
        }
        // So few outputs would leave lanes empty: put the inputs in lanes.
        for (output, delta) in delta.iter().enumerate() {
            let mut place: P::Of<[f32; I]> = Values::zeros();
            let sums = P::get_mut(&mut place);
            rows_dot(self.0, input, delta, sums);
            if const { O == 1 } {
                scaled_row(self.0, 1.0, sums, 0, weights);
            } else {
                for (row, sum) in sums.iter().enumerate() {
                    let place = row * O + output;
                    weights.add(Scalar, place..place + 1, *sum);
                }
            }
        }
    }

    #[inline(always)]
    fn bias_gradient<A: Array, K: SinkPart>(self, delta: &[f32], biases: &mut K) {
        let mut place: P::Of<A> = Values::zeros();
        let sums = P::get_mut(&mut place);
        A::sums(self.0, delta, sums);
        scaled_row(self.0, 1.0, sums, 0, biases);
    }

    #[inline(always)]
    fn total(self, losses: &[f32; TILE], shares: &[f32; TILE]) -> f32 {
        dot(self.0, losses, shares)
    }

    #[inline(always)]
    fn sum(self, values: &[f32]) -> [f32; TILE] {
        self.fold(
            values,
            0.0,
            #[inline(always)]
            |sum, value| sum + value,
        )
    }

    #[inline(always)]
    fn largest_of(self, values: &[f32], f: impl Fn(S::Real) -> S::Real) -> [f32; TILE] {
        self.fold(
            values,
            f32::NEG_INFINITY,
            #[inline(always)]
            |most, value| f(value).at_least(most),
        )
    }

    #[inline(always)]
    fn sum_of_each<const N: usize>(
        self,
        left: &[f32],
        right: &[f32],
        each: [&[f32; TILE]; N],
        f: impl Fn(S::Real, S::Real, [S::Real; N]) -> S::Real,
    ) -> [f32; TILE] {
        let mut sums = [0.0; TILE];
        for column in (0..TILE).step_by(S::LANES) {
            let (mut sum, each) = (self.0.splat(0.0), self.column(each, column));
            for (left, right) in rows(left).iter().zip(rows(right)) {
                let [left, right] = self.column([left, right], column);
                sum = sum + f(left, right, each);
            }
            self.0.store(sum, &mut sums[column..column + S::LANES]);
        }
        sums
    }

    #[inline(always)]
    fn zip_each(
        self,
        values: &[f32],
        each: &[f32; TILE],
        out: &mut [f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        for (row, out) in rows(values).iter().zip(rows_mut(out)) {
            elementwise::zip(
                self.0,
                row,
                each,
                out,
                #[inline(always)]
                |value, each| f(value, each),
            );
        }
    }

    #[inline(always)]
    fn zip_units(
        self,
        values: &[f32],
        units: &[f32],
        out: &mut [f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        for ((row, out), unit) in rows(values).iter().zip(rows_mut(out)).zip(units) {
            let unit = self.0.splat(*unit);
            elementwise::map(
                self.0,
                row,
                out,
                #[inline(always)]
                |value| f(value, unit),
            );
        }
    }

    #[inline(always)]
    fn update_each(
        self,
        values: &mut [f32],
        each: &[f32; TILE],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        for row in rows_mut(values) {
            elementwise::update_zip(
                self.0,
                row,
                each,
                #[inline(always)]
                |value, each| f(value, each),
            );
        }
    }

    #[inline(always)]
    fn update_zip_each<const N: usize>(
        self,
        values: &mut [f32],
        other: &[f32],
        each: [&[f32; TILE]; N],
        f: impl Fn(S::Real, S::Real, [S::Real; N]) -> S::Real,
    ) {
        for column in (0..TILE).step_by(S::LANES) {
            let each = self.column(each, column);
            for (row, other) in rows_mut(values).iter_mut().zip(rows(other)) {
                let [value, other] = self.column([row, other], column);
                self.0.store(f(value, other, each), &mut row[column..column + S::LANES]);
            }
        }
    }

    #[inline(always)]
    fn update_units(
        self,
        values: &mut [f32],
        units: &[f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        for (row, unit) in rows_mut(values).iter_mut().zip(units) {
            let unit = self.0.splat(*unit);
            elementwise::update(
                self.0,
                row,
                #[inline(always)]
                |value| f(value, unit),
            );
        }
    }
}

/// The rows of a tile, one for each unit. Their length is a constant, so that no place in one is checked.
#[inline(always)]
pub(super) fn rows(values: &[f32]) -> &[[f32; TILE]] {
    values.as_chunks().0
}

/// The same for writing.
#[inline(always)]
pub(super) fn rows_mut(values: &mut [f32]) -> &mut [[f32; TILE]] {
    values.as_chunks_mut().0
}

/// Numbers as a tile; none if it has not so many, which does not happen.
#[inline(always)]
fn tile<const N: usize>(values: &[f32]) -> Option<&Tile<N>> {
    array(values.as_chunks().0)
}

/// The same for writing.
#[inline(always)]
fn tile_mut<const N: usize>(values: &mut [f32]) -> Option<&mut Tile<N>> {
    array_mut(values.as_chunks_mut().0)
}

impl<S: Isa, P: Storage> Tiled<S, P> {
    /// A vector of each row, from number `column` on.
    #[inline(always)]
    fn column<const N: usize>(self, rows: [&[f32; TILE]; N], column: usize) -> [S::Real; N] {
        let mut vectors = [self.0.splat(0.0); N];
        for (vector, row) in vectors.iter_mut().zip(rows) {
            *vector = self.0.load(&row[column..column + S::LANES]);
        }
        vectors
    }

    /// `f` over the units of each sample, from `start` on.
    #[inline(always)]
    fn fold(
        self,
        values: &[f32],
        start: f32,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) -> [f32; TILE] {
        let mut out = [0.0; TILE];
        for column in (0..TILE).step_by(S::LANES) {
            let mut folded = self.0.splat(start);
            for row in rows(values) {
                folded = f(folded, self.0.load(&row[column..column + S::LANES]));
            }
            self.0.store(folded, &mut out[column..column + S::LANES]);
        }
        out
    }
}

/// `σ(start(r) + Σ weight(k, r) input[k])` for every sample, `r` the rows of `out`.
///
/// The sums of a block, its vectors of samples and a weight fill the registers: six rows by two vectors
/// the sixteen of AVX2; eight by two fit the thirty-two of AVX-512.
#[inline(always)]
fn product<S: Isa, const K: usize, const R: usize>(
    isa: S,
    input: &Tile<K>,
    activation: impl Elementwise,
    out: &mut Tile<R>,
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    let columns = Columns { isa, input, activation, weight, start };
    if const { S::LANES == WIDEST } {
        columns.all::<2, 8, R>(out);
    } else {
        columns.all::<2, 6, R>(out);
    }
}

/// What a product is made of.
struct Columns<'a, S, E, W, B, const K: usize> {
    isa: S,
    input: &'a Tile<K>,
    activation: E,
    weight: W,
    start: B,
}

impl<S, E, W, B, const K: usize> Columns<'_, S, E, W, B, K>
where
    S: Isa,
    E: Elementwise,
    W: Fn(usize, usize) -> f32,
    B: Fn(usize) -> f32,
{
    /// All rows, in blocks of `ROWS`.
    #[inline(always)]
    fn all<const COLUMNS: usize, const ROWS: usize, const R: usize>(&self, out: &mut Tile<R>) {
        let (blocks, rest) = out.as_chunks_mut::<ROWS>();
        for (block, rows) in blocks.iter_mut().enumerate() {
            self.block::<COLUMNS, ROWS>(rows, ROWS * block);
        }
        self.rest::<COLUMNS, ROWS, R>(rest);
    }

    /// The rows that blocks of `ROWS` leave over of all `R`, in blocks of four, two and one.
    #[inline(always)]
    fn rest<const COLUMNS: usize, const ROWS: usize, const R: usize>(
        &self,
        rest: &mut [[f32; TILE]],
    ) {
        let (fours, rest) = rest.split_at_mut(const { R % ROWS / 4 * 4 });
        let (twos, ones) = rest.split_at_mut(const { R % ROWS % 4 / 2 * 2 });
        if const { R % ROWS >= 4 }
            && let Some(rows) = fours.first_chunk_mut::<4>()
        {
            self.block::<COLUMNS, 4>(rows, R - R % ROWS);
        }
        if const { R % ROWS % 4 >= 2 }
            && let Some(rows) = twos.first_chunk_mut::<2>()
        {
            self.block::<COLUMNS, 2>(rows, R - R % ROWS % 4);
        }
        if const { R % ROWS % 2 == 1 }
            && let Some(rows) = ones.first_chunk_mut::<1>()
        {
            self.block::<COLUMNS, 1>(rows, R - 1);
        }
    }

    /// The rows of `out`, of which the first is row `first`.
    #[inline(always)]
    fn block<const COLUMNS: usize, const ROWS: usize>(
        &self,
        out: &mut [[f32; TILE]; ROWS],
        first: usize,
    ) {
        let isa = self.isa;
        for column in (0..TILE).step_by(COLUMNS * S::LANES) {
            let part = |vector: usize| column + vector * S::LANES..column + (vector + 1) * S::LANES;
            let mut sums = [[isa.splat(0.0); COLUMNS]; ROWS];
            for (r, sums) in sums.iter_mut().enumerate() {
                *sums = [isa.splat((self.start)(first + r)); COLUMNS];
            }
            for (k, row) in self.input.iter().enumerate() {
                let mut x = [isa.splat(0.0); COLUMNS];
                for (vector, x) in x.iter_mut().enumerate() {
                    *x = isa.load(&row[part(vector)]);
                }
                for (r, sums) in sums.iter_mut().enumerate() {
                    let w = isa.splat((self.weight)(k, first + r));
                    for (sum, x) in sums.iter_mut().zip(&x) {
                        *sum = w.multiply_add(*x, *sum);
                    }
                }
            }
            for (out, sums) in out.iter_mut().zip(&sums) {
                for (vector, sum) in sums.iter().enumerate() {
                    isa.store(self.activation.function(*sum), &mut out[part(vector)]);
                }
            }
        }
    }
}
