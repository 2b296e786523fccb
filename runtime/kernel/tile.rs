#[cfg(feature = "gemm")]
use super::gemm;
use super::one::scaled_row;
use super::reduce::{dot, rows_dot};
use super::{
    Array, Each, FEW, Inputs, Isa, Kernel, ManySamples, Part, Rows, Scalar, Storage, Tile, Update,
    Values, WIDEST, elementwise, outer, transpose,
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
pub(crate) struct Tiled<S, const T: usize, P>(pub S, pub P);

impl<S: Isa, const T: usize, P: Storage> Kernel for Tiled<S, T, P> {
    type Layout = ManySamples<T, P>;
    type Isa = S;
    type Narrower = Self;
    const SAMPLES: usize = T;
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
    fn dense<const I: usize, const O: usize, X: Inputs<Self, [f32; I]>>(
        self,
        mut input: X,
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut P::Of<Tile<O, T>>,
    ) {
        let a = P::get_mut(a);
        if const { X::MAY_BE_ROWS && rows_pay::<S>(I, O) }
            && let Some(samples) = input.rows().and_then(<[_]>::first_chunk)
        {
            let mut place: P::Of<[[f32; O]; T]> = Values::zeros();
            let z = P::get_mut(&mut place);
            return product_of_rows(self.0, samples, weights, biases, activation, z, a);
        }
        let input = P::get(input.values(self));
        #[cfg(feature = "gemm")]
        if const { !S::STEADY && gemm::pays(I, O) } {
            gemm::dense(input, weights, biases, a);
            return elementwise::map_in_place(self.0, a.flat_mut(), activation);
        }
        product(self.0, input, activation, a, |i, o| weights[i][o], |o| biases[o]);
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &P::Of<Tile<O, T>>,
        weights: &[[f32; O]; I],
        by_input: &mut P::Of<Tile<I, T>>,
    ) {
        let (delta, by_input) = (P::get(delta), P::get_mut(by_input));
        #[cfg(feature = "gemm")]
        if const { !S::STEADY && gemm::pays(I, O) } {
            return gemm::back(delta, weights, by_input);
        }
        product(self.0, delta, Linear, by_input, |o, i| weights[i][o], |_| 0.0);
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize, U: Update>(
        self,
        input: &P::Of<Tile<I, T>>,
        delta: &P::Of<Tile<O, T>>,
        rows: Rows<I, O>,
        update: &mut U,
    ) {
        let (input, delta) = (P::get(input), P::get(delta));
        if const { O >= FEW } {
            let mut place: P::Of<[[f32; O]; T]> = Values::zeros();
            let samples = P::get_mut(&mut place);
            transpose::scatter(self.0, delta, samples);
            outer::product(self.0, input, samples, rows, update);
            return;
        }
        // So few outputs would leave lanes empty: put the inputs in lanes.
        for (output, delta) in delta.iter().enumerate() {
            let mut place: P::Of<[f32; I]> = Values::zeros();
            let sums = P::get_mut(&mut place);
            rows_dot(self.0, input, delta, sums);
            if const { O == 1 } {
                scaled_row(self.0, 1.0, sums, rows.reshape::<1, I>(), 0, update);
            } else {
                for (row, sum) in sums.iter().enumerate() {
                    let part = Part { row, start: output, width: 1 };
                    update.add(Scalar, rows, part, *sum);
                }
            }
        }
    }

    #[inline(always)]
    fn bias_gradient<const O: usize, U: Update>(
        self,
        delta: &P::Of<Tile<O, T>>,
        row: Rows<1, O>,
        update: &mut U,
    ) {
        let mut place: P::Of<[f32; O]> = Values::zeros();
        let sums = P::get_mut(&mut place);
        rows_dot(self.0, P::get(delta), &[1.0; T], sums);
        scaled_row(self.0, 1.0, sums, row, 0, update);
    }

    #[inline(always)]
    fn total(self, losses: &Each<Self>, shares: &Each<Self>) -> f32 {
        dot(self.0, &P::get(losses)[0], &P::get(shares)[0])
    }

    #[inline(always)]
    fn sum<A: Array>(self, values: &P::Of<A::Tile<T>>) -> Each<Self> {
        self.fold(values, 0.0, |sum, value| sum + value)
    }

    #[inline(always)]
    fn largest<A: Array>(self, values: &P::Of<A::Tile<T>>) -> Each<Self> {
        self.fold(values, f32::NEG_INFINITY, |most, value| value.at_least(most))
    }

    #[inline(always)]
    fn zip_each<A: Array>(
        self,
        values: &P::Of<A::Tile<T>>,
        each: &Each<Self>,
        out: &mut P::Of<A::Tile<T>>,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        let each = &P::get(each)[0];
        for (row, out) in rows_of::<T>(values.flat(), out.flat_mut()) {
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
    fn zip_units<A: Array>(
        self,
        values: &P::Of<A::Tile<T>>,
        units: &A,
        out: &mut P::Of<A::Tile<T>>,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        let rows = rows_of::<T>(values.flat(), out.flat_mut());
        for ((row, out), unit) in rows.zip(units.flat()) {
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
}

/// The rows of two tiles. Their length is a constant, so that no place in one is checked.
#[inline(always)]
fn rows_of<'a, const T: usize>(
    tile: &'a [f32],
    other: &'a mut [f32],
) -> impl Iterator<Item = (&'a [f32; T], &'a mut [f32; T])> {
    tile.as_chunks().0.iter().zip(other.as_chunks_mut().0)
}

impl<S: Isa, const T: usize, P: Storage> Tiled<S, T, P> {
    /// `f` over the units of each sample, from `start` on.
    #[inline(always)]
    fn fold(
        self,
        values: &impl Values,
        start: f32,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) -> P::Of<Tile<1, T>> {
        let mut place: P::Of<Tile<1, T>> = Values::zeros();
        let [out] = P::get_mut(&mut place);
        for column in (0..T).step_by(S::LANES) {
            let mut folded = self.0.splat(start);
            for row in values.flat().chunks_exact(T) {
                folded = f(folded, self.0.load(&row[column..column + S::LANES]));
            }
            self.0.store(folded, &mut out[column..column + S::LANES]);
        }
        place
    }
}

/// Whether a layer is computed from samples as they lie, so that not they change places with their numbers
/// but its outputs, which are fewer. Only AVX-512 has the registers for the sixteen sums that it takes.
const fn rows_pay<S: Isa>(inputs: usize, outputs: usize) -> bool {
    S::LANES == WIDEST && inputs > outputs && outputs >= WIDEST
}

/// `a = σ(Wᵀ x + b)` of samples as they lie, outputs in lanes; `z` is a place for the outputs of each sample.
///
/// ```text
///                    outputs in lanes                  outputs in lanes
///               ┌────┬────┬────┬────┐             ┌────┬────┬────┬────┐
///   x[s][i]   * │ w[i][0] w[i][1] ..│     Σ over i│ z[s][0] z[s][1] ..│    =>   a, samples in lanes
/// ```
#[inline(always)]
fn product_of_rows<S: Isa, const I: usize, const O: usize, const T: usize>(
    isa: S,
    samples: &[[f32; I]; T],
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    activation: impl Elementwise,
    z: &mut [[f32; O]; T],
    a: &mut Tile<O, T>,
) {
    z.fill(*biases);
    outer::add_weighted_sums(isa, samples, weights, z);
    transpose::gather(
        isa,
        #[inline(always)]
        |sample| &z[sample],
        a,
    );
    elementwise::map_in_place(isa, a.flat_mut(), activation);
}

/// `σ(start(r) + Σ weight(k, r) input[k])` for every sample, `r` the rows of `out`.
///
/// The sums of a block, its vectors of samples and a weight fill the registers: six rows by two vectors
/// the sixteen of AVX2; eight by two fit the thirty-two of AVX-512. Where a tile is one vector, eight
/// rows hide the latency of each.
#[inline(always)]
fn product<S: Isa, const K: usize, const R: usize, const T: usize>(
    isa: S,
    input: &Tile<K, T>,
    activation: impl Elementwise,
    out: &mut Tile<R, T>,
    weight: impl Fn(usize, usize) -> f32,
    start: impl Fn(usize) -> f32,
) {
    let columns = Columns { isa, input, activation, weight, start };
    if const { T < 2 * S::LANES } {
        columns.all::<1, 8, R>(out);
    } else if const { S::LANES == WIDEST } {
        columns.all::<2, 8, R>(out);
    } else {
        columns.all::<2, 6, R>(out);
    }
}

/// What a product is made of.
struct Columns<'a, S, E, W, B, const K: usize, const T: usize> {
    isa: S,
    input: &'a Tile<K, T>,
    activation: E,
    weight: W,
    start: B,
}

impl<S, E, W, B, const K: usize, const T: usize> Columns<'_, S, E, W, B, K, T>
where
    S: Isa,
    E: Elementwise,
    W: Fn(usize, usize) -> f32,
    B: Fn(usize) -> f32,
{
    /// All rows, in blocks of `ROWS`.
    #[inline(always)]
    fn all<const COLUMNS: usize, const ROWS: usize, const R: usize>(&self, out: &mut Tile<R, T>) {
        let (blocks, rest) = out.as_chunks_mut::<ROWS>();
        for (block, rows) in blocks.iter_mut().enumerate() {
            self.block::<COLUMNS, ROWS>(rows, ROWS * block);
        }
        self.rest::<COLUMNS, ROWS, R>(rest);
    }

    /// The rows that blocks of `ROWS` leave over of all `R`, in blocks of four, two and one.
    #[inline(always)]
    fn rest<const COLUMNS: usize, const ROWS: usize, const R: usize>(&self, rest: &mut [[f32; T]]) {
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
        out: &mut [[f32; T]; ROWS],
        first: usize,
    ) {
        let isa = self.isa;
        for column in (0..T).step_by(COLUMNS * S::LANES) {
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
