use core::ops::Range;

use super::reduce::{dot, dot_pairs, rows_dot};
use super::{
    Array, Each, FEW, Inputs, Isa, Kernel, NARROWEST, OneSample, Part, Rows, Scalar, Update,
    WIDEST, elementwise, half_empty, scalar, too_wide,
};
use crate::activation::Elementwise;
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
    type Narrower = One<S::Narrower>;
    const SAMPLES: usize = 1;
    const UNITS: usize = S::LANES;

    #[inline(always)]
    fn isa(self) -> S {
        self.0
    }

    #[inline(always)]
    fn narrower(self) -> One<S::Narrower> {
        One(self.0.narrower())
    }

    #[inline(always)]
    fn dense<const I: usize, const O: usize, X: Inputs<Self, [f32; I]>>(
        self,
        mut input: X,
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut [f32; O],
    ) {
        let input = input.values(self);
        if const { S::LANES == 1 } {
            scalar::dense(self.0, input, weights, biases, activation, a);
        } else if const { O == 1 } {
            // One output would use one lane: put the inputs in lanes.
            let [column] = Rows::<1, I>::new(0).of(weights.as_flattened());
            let isa = self.0.narrower().narrower();
            let z = isa.splat(dot(self.0, input, column) + biases[0]);
            isa.store(activation.function(z), a);
        } else if const { O == 2 && I >= NARROWEST } {
            // Two would use two lanes: put pairs of them there.
            let pairs = Rows::<I, 2>::new(0).of(weights.as_flattened());
            let isa = self.0.narrower().narrower();
            let mut products = [0.0; 2];
            dot_pairs(self.0, input, pairs, &mut products);
            let z = isa.load(&products) + isa.load(biases);
            isa.store(activation.function(z), a);
        } else {
            // The inputs are read one by one. From memory each is a broadcast; from the registers in
            // which the layer before may have left them, many of them would be a chain of shuffles.
            let input = if const { I > FEW } { core::hint::black_box(input) } else { input };
            Layer { input, weights, biases, activation }.columns(self.0, a);
        }
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32; O],
        weights: &[[f32; O]; I],
        by_input: &mut [f32; I],
    ) {
        if const { O < FEW || S::LANES == 1 } {
            for (out, row) in by_input.iter_mut().zip(weights) {
                *out = row.iter().zip(delta).map(|(w, delta)| w * delta).sum();
            }
        } else {
            rows_dot(self.0, weights, delta, by_input);
        }
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize, U: Update>(
        self,
        input: &[f32; I],
        delta: &[f32; O],
        rows: Rows<I, O>,
        update: &mut U,
    ) {
        if const { O == 1 } {
            // One output would use one lane: put the inputs in lanes.
            scaled_row::<_, _, I, _>(self.0, delta[0], input, rows.reshape::<1, I>(), 0, update);
        } else if const { O < FEW || S::LANES == 1 } {
            #[allow(
                clippy::needless_range_loop,
                reason = "with bounds that are constants nothing is checked"
            )]
            for row in 0..I {
                for start in 0..O {
                    let part = Part { row, start, width: 1 };
                    update.add(Scalar, rows, part, input[row] * delta[start]);
                }
            }
        } else {
            scaled_rows(self.0, input, delta, rows, update);
        }
    }

    #[inline(always)]
    fn bias_gradient<const O: usize, U: Update>(
        self,
        delta: &[f32; O],
        row: Rows<1, O>,
        update: &mut U,
    ) {
        scaled_row(self.0, 1.0, delta, row, 0, update);
    }

    #[inline(always)]
    fn total(self, losses: &[f32; 1], shares: &[f32; 1]) -> f32 {
        losses[0] * shares[0]
    }

    #[inline(always)]
    fn sum<A: Array>(self, values: &A) -> [f32; 1] {
        if const { A::LENGTH <= WIDEST && S::LANES > NARROWEST } {
            return self.narrower().sum::<A>(values);
        }
        let sums = self.fold(
            values.flat(),
            0.0,
            #[inline(always)]
            |sums, values| sums + values,
        );
        [self.0.sum(sums)]
    }

    #[inline(always)]
    fn largest<A: Array>(self, values: &A) -> [f32; 1] {
        if const { A::LENGTH <= WIDEST && S::LANES > NARROWEST } {
            return self.narrower().largest::<A>(values);
        }
        let largest = self.fold(
            values.flat(),
            f32::NEG_INFINITY,
            #[inline(always)]
            |largest, values| values.at_least(largest),
        );
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

    #[inline(always)]
    fn zip_units<A: Array>(
        self,
        values: &A,
        units: &A,
        out: &mut A,
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        elementwise::zip(self.0, values.flat(), units.flat(), out.flat_mut(), f);
    }
}

impl<S: Isa> One<S> {
    /// All numbers in the lanes of one vector, by what becomes of two; `filler` where there are none.
    #[inline(always)]
    fn fold(
        self,
        numbers: &[f32],
        filler: f32,
        both: impl Fn(S::Real, S::Real) -> S::Real,
    ) -> S::Real {
        let (first, others) = numbers.split_at(S::LANES.min(numbers.len()));
        let mut all = self.0.load_or(first, filler);
        for others in others.chunks(S::LANES) {
            all = both(all, self.0.load_or(others, filler));
        }
        all
    }
}

/// A layer and its inputs.
#[derive(Clone, Copy)]
struct Layer<'a, const I: usize, const O: usize, E> {
    input: &'a [f32; I],
    weights: &'a [[f32; O]; I],
    biases: &'a [f32; O],
    activation: E,
}

impl<const I: usize, const O: usize, E: Elementwise> Layer<'_, I, O, E> {
    /// `a` of all outputs, in the widest vectors that they fill.
    ///
    /// What whole vectors leave over goes in one more that ends at the last output: a few outputs are
    /// computed twice. Where there are fewer outputs than lanes, that vector is not full, but more than half.
    #[inline(always)]
    fn columns<S: Isa>(self, isa: S, a: &mut [f32; O]) {
        if const { half_empty(S::LANES, O) } {
            return self.columns(isa.narrower(), a);
        }
        let mut start = 0;
        if const { O >= 8 * S::LANES } {
            while start + 8 * S::LANES <= O {
                self.block::<S, 8, 1>(isa, a, start);
                start += 8 * S::LANES;
            }
        }
        if const { O % (8 * S::LANES) >= 4 * S::LANES } {
            self.block::<S, 4, 2>(isa, a, start);
            start += 4 * S::LANES;
        }
        if const { O % (4 * S::LANES) >= 2 * S::LANES } {
            self.block::<S, 2, 4>(isa, a, start);
            start += 2 * S::LANES;
        }
        if const { O % (2 * S::LANES) >= S::LANES } {
            self.block::<S, 1, 8>(isa, a, start);
        }
        if const { !O.is_multiple_of(S::LANES) } {
            self.block::<S, 1, 8>(isa, a, O.saturating_sub(S::LANES));
        }
    }

    /// `a` of `VECTORS` vectors of outputs from `start` on.
    ///
    /// `VECTORS * ROWS` sums are under way at once, enough to hide the latency of each.
    #[inline(always)]
    fn block<S: Isa, const VECTORS: usize, const ROWS: usize>(
        self,
        isa: S,
        a: &mut [f32; O],
        start: usize,
    ) {
        let part = |vector: usize| {
            let start = start + vector * S::LANES;
            start..O.min(start + S::LANES)
        };
        let mut sums = [[isa.splat(0.0); VECTORS]; ROWS];
        for (vector, sum) in sums[0].iter_mut().enumerate() {
            *sum = isa.load(&self.biases[part(vector)]);
        }
        for first in (0..I).step_by(ROWS) {
            for (row, sums) in (first..I.min(first + ROWS)).zip(&mut sums) {
                let x = isa.splat(self.input[row]);
                for (vector, sum) in sums.iter_mut().enumerate() {
                    *sum = x.multiply_add(self.load(isa, row, part(vector)), *sum);
                }
            }
        }
        let sums = total(sums, I);
        for (vector, sum) in sums.iter().enumerate() {
            isa.store(self.activation.function(*sum), &mut a[part(vector)]);
        }
    }

    /// Weights of a row. Where they do not fill a vector, its last lanes have what comes behind, of no use to any
    /// output: of the last row nothing does.
    #[inline(always)]
    fn load<S: Isa>(self, isa: S, row: usize, part: Range<usize>) -> S::Real {
        let start = row * O + part.start;
        match self.weights.as_flattened().get(start..start + S::LANES) {
            Some(weights) => isa.load(weights),
            None => isa.load(&self.weights[row][part]),
        }
    }
}

/// The sum of those rows that so many inputs have reached, by pairs.
#[inline(always)]
fn total<R: Real, const VECTORS: usize, const ROWS: usize>(
    mut rows: [[R; VECTORS]; ROWS],
    inputs: usize,
) -> [R; VECTORS] {
    let mut half = ROWS / 2;
    while half > 0 {
        let (sums, others) = rows.split_at_mut(half);
        for (sums, others) in sums.iter_mut().zip(others).take(inputs.saturating_sub(half)) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum = *sum + *other;
            }
        }
        half /= 2;
    }
    rows[0]
}

/// `x δ` as the gradient of every row, an input `x` each, in the widest vectors that a row fills.
///
/// ```text
///            outputs in lanes
///          ┌────┬────┬────┬────┐
///   x[0] * │ δ0   δ1   δ2  ..  │   =   the gradient of w00 w01 w02 ..
///   x[1] * │   the same of δ   │   =   that of w10 w11 w12 ..
///          └────┴────┴────┴────┘
/// ```
#[inline(always)]
fn scaled_rows<S: Isa, const I: usize, const O: usize, U: Update>(
    isa: S,
    input: &[f32; I],
    delta: &[f32; O],
    rows: Rows<I, O>,
    update: &mut U,
) {
    if const { too_wide::<S>(O) } {
        return scaled_rows(isa.narrower(), input, delta, rows, update);
    }
    // Blocks of eight vectors. Nine are one block too: if the last overlaps the one before, both are in it.
    let vectors = const { O.div_ceil(S::LANES) };
    let rest = const { (O.div_ceil(S::LANES) + 6) % 8 + 2 };
    for first in (0..vectors.saturating_sub(rest)).step_by(8) {
        scaled_block(isa, input, delta, rows, first..first + 8, update);
    }
    scaled_block(isa, input, delta, rows, vectors.saturating_sub(rest)..vectors, update);
}

/// At most nine vectors of every row. Their `δ` stay in registers.
///
/// From the last row to the first: the last are still in the nearest cache from the way forward, and
/// the first are needed next.
#[inline(always)]
fn scaled_block<S: Isa, const I: usize, const O: usize, U: Update>(
    isa: S,
    input: &[f32; I],
    delta: &[f32; O],
    rows: Rows<I, O>,
    vectors: Range<usize>,
    update: &mut U,
) {
    let width = S::LANES.min(O);
    let start = |vector: usize| (vector * S::LANES).min(O - width);
    let mut deltas = [isa.splat(0.0); 9];
    for (vector, values) in vectors.clone().zip(&mut deltas) {
        *values = isa.load(&delta[start(vector)..start(vector) + width]);
    }
    for row in (0..I).rev() {
        let x = isa.splat(input[row]);
        let part = |vector| Part { row, start: start(vector), width };
        let last = vectors.end - 1;
        let before_last = update.before(isa, rows, part(last));
        for (vector, delta) in (vectors.start..last).zip(&deltas) {
            update.add(isa, rows, part(vector), x * *delta);
        }
        update.update(isa, rows, part(last), before_last, x * deltas[last - vectors.start]);
    }
}

/// `factor * values` as the gradient of one row.
#[inline(always)]
pub(crate) fn scaled_row<S: Isa, const R: usize, const C: usize, U: Update>(
    isa: S,
    factor: f32,
    values: &[f32; C],
    rows: Rows<R, C>,
    row: usize,
    update: &mut U,
) {
    if const { too_wide::<S>(C) } {
        return scaled_row(isa.narrower(), factor, values, rows, row, update);
    }
    let factor = isa.splat(factor);
    if const { S::LANES == 1 } {
        for (start, value) in values.iter().enumerate() {
            update.add(isa, rows, Part { row, start, width: 1 }, factor * isa.splat(*value));
        }
        return;
    }
    let width = S::LANES.min(C);
    let last = Part { row, start: C - width, width };
    let before_last = update.before(isa, rows, last);
    for start in (0..C - width).step_by(S::LANES) {
        let part = Part { row, start, width };
        update.add(isa, rows, part, factor * isa.load(&values[start..start + width]));
    }
    let gradient = factor * isa.load(&values[C - width..]);
    update.update(isa, rows, last, before_last, gradient);
}
