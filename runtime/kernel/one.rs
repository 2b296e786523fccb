use core::ops::Range;

use super::reduce::{dot, dot_pairs, first_lanes, rows_dot};
use super::{
    Array, FEW, Isa, Kernel, NARROWEST, OneSample, Scalar, SinkPart, WIDEST, array, array_mut,
    elementwise, half_empty, scalar, too_wide,
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
    type Each = [f32; 1];
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
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        weights: &[[f32; O]; I],
        biases: &[f32; O],
        activation: impl Elementwise,
        a: &mut [f32],
    ) {
        let (Some(input), Some(a)) = (array(input), array_mut(a)) else { return };
        if const { S::LANES == 1 } {
            scalar::dense(self.0, input, weights, biases, activation, a);
        } else if const { O == 1 } {
            // One output would use one lane: put the inputs in lanes.
            let Some(column) = array::<_, I>(weights.as_flattened()) else { return };
            let isa = self.0.narrower().narrower();
            let z = isa.splat(dot(self.0, input, column) + biases[0]);
            isa.store(activation.function(z), a);
        } else if const { O == 2 && I >= NARROWEST } {
            // Two would use two lanes: put pairs of them there.
            let Some(pairs) = weights.as_flattened().as_chunks().0.first_chunk() else { return };
            let isa = self.0.narrower().narrower();
            let mut products = [0.0; 2];
            dot_pairs::<S, I>(self.0, input, pairs, &mut products);
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
        delta: &[f32],
        weights: &[[f32; O]; I],
        by_input: &mut [f32],
    ) {
        let (Some(delta), Some(by_input)) = (array(delta), array_mut(by_input)) else { return };
        if const { O < FEW || S::LANES == 1 } {
            for (out, row) in by_input.iter_mut().zip(weights) {
                *out = row.iter().zip(delta).map(|(w, delta)| w * delta).sum();
            }
        } else {
            rows_dot::<S, I, O>(self.0, weights, delta, by_input);
        }
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize, P: SinkPart>(
        self,
        input: &[f32],
        delta: &[f32],
        weights: &mut P,
    ) {
        let (Some(input), Some(delta)) = (array::<_, I>(input), array::<_, O>(delta)) else {
            return;
        };
        if const { O == 1 } {
            // One output would use one lane: put the inputs in lanes.
            scaled_row(self.0, delta[0], input, 0, weights);
        } else if const { O == 2 && I >= NARROWEST && S::LANES > 1 } {
            scaled_pairs(self.0, input, [delta[0], delta[1]], weights);
        } else if const { O < FEW || S::LANES == 1 } {
            scaled_numbers(input, delta, 0, weights);
        } else {
            scaled_rows(self.0, input, delta, weights);
        }
    }

    #[inline(always)]
    fn bias_gradient<A: Array, P: SinkPart>(self, delta: &[f32], biases: &mut P) {
        let Some(delta) = A::from_flat(delta) else { return };
        scaled_row(self.0, 1.0, delta, 0, biases);
    }

    #[inline(always)]
    fn total(self, losses: &[f32; 1], shares: &[f32; 1]) -> f32 {
        losses[0] * shares[0]
    }

    #[inline(always)]
    fn sum(self, values: &[f32]) -> [f32; 1] {
        if values.len() <= WIDEST && const { S::LANES > NARROWEST } {
            return self.narrower().sum(values);
        }
        let sums = self.fold(
            values,
            0.0,
            |values| values,
            #[inline(always)]
            |sums, values| sums + values,
        );
        [self.0.sum(sums)]
    }

    #[inline(always)]
    fn largest_of(self, values: &[f32], f: impl Fn(S::Real) -> S::Real) -> [f32; 1] {
        let Some(first) = values.first() else { return [f32::NEG_INFINITY] };
        let largest = self.fold(
            values,
            *first,
            #[inline(always)]
            |values| f(values),
            #[inline(always)]
            |largest, values| f(values).at_least(largest),
        );
        [self.0.largest(largest)]
    }

    #[inline(always)]
    fn sum_of_each<const N: usize>(
        self,
        left: &[f32],
        right: &[f32],
        each: [&[f32; 1]; N],
        f: impl Fn(S::Real, S::Real, [S::Real; N]) -> S::Real,
    ) -> [f32; 1] {
        let (isa, each) = (self.0, self.splat_each(each));
        let (mut sum, mut others) = (isa.splat(0.0), right.chunks(S::LANES));
        // Not zipped: that divides by the size of the chunks, and a panic is compiled for it where a build is for size.
        for left in left.chunks(S::LANES) {
            let Some(right) = others.next() else { break };
            let term = f(isa.load(left), isa.load(right), each);
            // The lanes behind the last unit have no term.
            let is_full = left.len() == S::LANES;
            sum = sum + if is_full { term } else { first_lanes(isa, term, left.len()) };
        }
        [isa.sum(sum)]
    }

    #[inline(always)]
    fn zip_each(
        self,
        values: &[f32],
        each: &[f32; 1],
        out: &mut [f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        let each = self.0.splat(each[0]);
        elementwise::map(
            self.0,
            values,
            out,
            #[inline(always)]
            |value| f(value, each),
        );
    }

    #[inline(always)]
    fn zip_units(
        self,
        values: &[f32],
        units: &[f32],
        out: &mut [f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        elementwise::zip(self.0, values, units, out, f);
    }

    #[inline(always)]
    fn update_each(
        self,
        values: &mut [f32],
        each: &[f32; 1],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        let each = self.0.splat(each[0]);
        elementwise::update(
            self.0,
            values,
            #[inline(always)]
            |value| f(value, each),
        );
    }

    #[inline(always)]
    fn update_zip_each<const N: usize>(
        self,
        values: &mut [f32],
        other: &[f32],
        each: [&[f32; 1]; N],
        f: impl Fn(S::Real, S::Real, [S::Real; N]) -> S::Real,
    ) {
        let each = self.splat_each(each);
        elementwise::update_zip(
            self.0,
            values,
            other,
            #[inline(always)]
            |value, other| f(value, other, each),
        );
    }

    #[inline(always)]
    fn update_units(
        self,
        values: &mut [f32],
        units: &[f32],
        f: impl Fn(S::Real, S::Real) -> S::Real,
    ) {
        elementwise::update_zip(self.0, values, units, f);
    }
}

impl<S: Isa> One<S> {
    /// All numbers in the lanes of one vector: `first` of the first ones, and then `both` of that and the next. `filler`
    /// is in lanes where there are no numbers.
    #[inline(always)]
    fn fold(
        self,
        numbers: &[f32],
        filler: f32,
        first: impl Fn(S::Real) -> S::Real,
        both: impl Fn(S::Real, S::Real) -> S::Real,
    ) -> S::Real {
        let (head, others) = numbers.split_at(S::LANES.min(numbers.len()));
        let mut all = first(self.0.load_or(head, filler));
        for others in others.chunks(S::LANES) {
            all = both(all, self.0.load_or(others, filler));
        }
        all
    }

    /// The numbers of the sample in all lanes.
    #[inline(always)]
    fn splat_each<const N: usize>(self, each: [&[f32; 1]; N]) -> [S::Real; N] {
        let mut vectors = [self.0.splat(0.0); N];
        for (vector, [number]) in vectors.iter_mut().zip(each) {
            *vector = self.0.splat(*number);
        }
        vectors
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
    /// The vectors of a row go in blocks of one to nine, all of one size, and each block takes one pass over the
    /// rows. The last vector and the last block end at the last output: where they overlap those before, outputs are
    /// computed twice. Where there are fewer outputs than lanes, the vector is not full, but more than half.
    #[inline(always)]
    fn columns<S: Isa>(self, isa: S, a: &mut [f32; O]) {
        if const { half_empty(S::LANES, O) } {
            return self.columns(isa.narrower(), a);
        }
        match const { vectors_of_a_block(O.div_ceil(S::LANES)) } {
            1 => self.blocks::<S, 1, 8>(isa, a),
            2 => self.blocks::<S, 2, 4>(isa, a),
            3 => self.blocks::<S, 3, 4>(isa, a),
            4 => self.blocks::<S, 4, 2>(isa, a),
            5 => self.blocks::<S, 5, 2>(isa, a),
            6 => self.blocks::<S, 6, 2>(isa, a),
            7 => self.blocks::<S, 7, 1>(isa, a),
            8 => self.blocks::<S, 8, 1>(isa, a),
            _ => self.blocks::<S, 9, 1>(isa, a),
        }
    }

    /// All outputs in blocks of so many vectors.
    #[inline(always)]
    fn blocks<S: Isa, const VECTORS: usize, const ROWS: usize>(self, isa: S, a: &mut [f32; O]) {
        let width = VECTORS * S::LANES;
        for start in (0..O).step_by(width) {
            self.block::<S, VECTORS, ROWS>(isa, a, start.min(O.saturating_sub(width)));
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
            let start = (start + vector * S::LANES).min(O.saturating_sub(S::LANES));
            start..O.min(start + S::LANES)
        };
        // A product added to negative zero is that product: no instruction is needed for it.
        let mut sums = [[isa.splat(-0.0); VECTORS]; ROWS];
        for (vector, sum) in sums[0].iter_mut().enumerate() {
            *sum = isa.load(&self.biases[part(vector)]);
        }
        let in_groups = const { I - I % ROWS };
        for first in (0..in_groups).step_by(ROWS) {
            for (row, sums) in sums.iter_mut().enumerate() {
                self.add_row(isa, first + row, part, sums);
            }
        }
        // With a number of rows that is no constant, the sums would lie in memory.
        for (row, sums) in sums.iter_mut().enumerate().take(const { I % ROWS }) {
            self.add_row(isa, in_groups + row, part, sums);
        }
        let sums = total(sums, I);
        for (vector, sum) in sums.iter().enumerate() {
            isa.store(self.activation.function(*sum), &mut a[part(vector)]);
        }
    }

    /// Adds the input of a row times each of its weights.
    #[inline(always)]
    fn add_row<S: Isa, const VECTORS: usize>(
        self,
        isa: S,
        row: usize,
        part: impl Fn(usize) -> Range<usize>,
        sums: &mut [S::Real; VECTORS],
    ) {
        let x = isa.splat(self.input[row]);
        for (vector, sum) in sums.iter_mut().enumerate() {
            *sum = x.multiply_add(self.load(isa, row, part(vector)), *sum);
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

/// How many vectors of a row are in a block: all, or where there are more than nine, as many in each block.
const fn vectors_of_a_block(vectors: usize) -> usize {
    vectors.div_ceil(vectors.div_ceil(9))
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
fn scaled_rows<S: Isa, const I: usize, const O: usize, P: SinkPart>(
    isa: S,
    input: &[f32; I],
    delta: &[f32; O],
    weights: &mut P,
) {
    if const { too_wide::<S>(O) } {
        return scaled_rows(isa.narrower(), input, delta, weights);
    }
    // Blocks of eight vectors. Nine are one block too: if the last overlaps the one before, both are in it.
    let vectors = const { O.div_ceil(S::LANES) };
    let rest = const { (O.div_ceil(S::LANES) + 6) % 8 + 2 };
    for first in (0..vectors.saturating_sub(rest)).step_by(8) {
        scaled_block(isa, input, delta, first..first + 8, weights);
    }
    scaled_block(isa, input, delta, vectors.saturating_sub(rest)..vectors, weights);
}

/// At most nine vectors of every row. Their `δ` stay in registers.
///
/// From the last row to the first: the last are still in the nearest cache from the way forward, and
/// the first are needed next.
#[inline(always)]
fn scaled_block<S: Isa, const I: usize, const O: usize, P: SinkPart>(
    isa: S,
    input: &[f32; I],
    delta: &[f32; O],
    vectors: Range<usize>,
    weights: &mut P,
) {
    let width = S::LANES.min(O);
    let start = |vector: usize| (vector * S::LANES).min(O - width);
    let mut deltas = [isa.splat(0.0); 9];
    for (vector, values) in vectors.clone().zip(&mut deltas) {
        *values = isa.load(&delta[start(vector)..start(vector) + width]);
    }
    for row in (0..I).rev() {
        let x = isa.splat(input[row]);
        let part = |vector| {
            let first = row * O + start(vector);
            first..first + width
        };
        let last = vectors.end - 1;
        let before_last = weights.before(isa, part(last));
        for (vector, delta) in (vectors.start..last).zip(&deltas) {
            weights.add(isa, part(vector), x * *delta);
        }
        weights.update(isa, part(last), before_last, x * deltas[last - vectors.start]);
    }
}

/// The same of two outputs, whose rows lie in one vector.
///
/// ```text
///          ┌────┬────┬────┬────┐
///          │ x0   x0   x1   x1 │ ..
///        * │ δ0   δ1   δ0   δ1 │ ..   =   the gradient of w00 w01 w10 w11 ..
///          └────┴────┴────┴────┘
/// ```
#[inline(always)]
fn scaled_pairs<S: Isa, const I: usize, P: SinkPart>(
    isa: S,
    input: &[f32; I],
    delta: [f32; 2],
    weights: &mut P,
) {
    if const { I < S::LANES } {
        return scaled_pairs(isa.narrower(), input, delta, weights);
    }
    let (deltas, _) = isa.interleave(isa.splat(delta[0]), isa.splat(delta[1]));
    let whole = const { I - I % S::LANES };
    for start in (0..whole).step_by(S::LANES) {
        let x = isa.load(&input[start..start + S::LANES]);
        let (low, high) = isa.interleave(x, x);
        let middle = 2 * start + S::LANES;
        weights.add(isa, 2 * start..middle, low * deltas);
        weights.add(isa, middle..middle + S::LANES, high * deltas);
    }
    scaled_numbers(input, &delta, whole, weights);
}

/// The same of few outputs, number by number, from an input on.
#[inline(always)]
#[allow(clippy::needless_range_loop, reason = "with bounds that are constants nothing is checked")]
fn scaled_numbers<const I: usize, const O: usize, P: SinkPart>(
    input: &[f32; I],
    delta: &[f32; O],
    first: usize,
    weights: &mut P,
) {
    for row in first..I {
        for start in 0..O {
            let place = row * O + start;
            weights.add(Scalar, place..place + 1, input[row] * delta[start]);
        }
    }
}

/// `factor * values` as the gradient of the parameters from number `first` on.
#[inline(always)]
pub(crate) fn scaled_row<S: Isa, A: Array, P: SinkPart>(
    isa: S,
    factor: f32,
    values: &A,
    first: usize,
    part: &mut P,
) {
    if const { too_wide::<S>(A::LENGTH) } {
        return scaled_row(isa.narrower(), factor, values, first, part);
    }
    let factor = isa.splat(factor);
    if const { S::LANES == 1 } {
        for (place, value) in (first..).zip(values.flat()) {
            part.add(isa, place..place + 1, factor * isa.splat(*value));
        }
        return;
    }
    let (values, count) = (values.flat(), A::LENGTH);
    let width = S::LANES.min(count);
    let last = first + count - width..first + count;
    let before_last = part.before(isa, last.clone());
    for start in (0..count - width).step_by(S::LANES) {
        let place = first + start..first + start + width;
        part.add(isa, place, factor * isa.load(&values[start..start + width]));
    }
    let gradient = factor * isa.load(&values[count - width..]);
    part.update(isa, last, before_last, gradient);
}
