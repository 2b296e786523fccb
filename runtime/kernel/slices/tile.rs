//! A tile of `T` samples: samples in the lanes of a vector, `[f32; T]` for each unit.

use super::super::elementwise::whole;
use super::super::{FEW, Isa, NARROWEST, Scalar, WIDEST};
use super::lanes::{exchange, lane_sums, load, rows, store};
use super::{Add, Visit};
use crate::math::Real;

/// `z = Wᵀ x + b` of each sample.
#[inline(always)]
pub(in super::super) fn dense<S: Isa, const T: usize>(
    isa: S,
    input: &[[f32; T]],
    weights: &[f32],
    biases: &[f32],
    z: &mut [[f32; T]],
) {
    debug_assert_eq!(weights.len(), input.len() * z.len(), "weights are inputs times outputs");
    debug_assert_eq!(biases.len(), z.len(), "a bias for each output");
    // At least one, as the compiler sees: chunks of none would be a panic.
    let outputs = z.len().max(1);
    product(isa, Forward { input, weights, biases, outputs }, z);
}

/// `W δ`, the derivative of the loss by the layer's inputs, of each sample.
#[inline(always)]
pub(in super::super) fn back<S: Isa, const T: usize>(
    isa: S,
    delta: &[[f32; T]],
    weights: &[f32],
    by_input: &mut [[f32; T]],
) {
    debug_assert_eq!(
        weights.len(),
        by_input.len() * delta.len(),
        "weights are inputs times outputs"
    );
    product(isa, Back { delta, weights }, by_input);
}

/// A product of the weights with a tile.
trait Product<const T: usize>: Copy {
    /// The rows of the product from `first` on, the samples from `column` on: what `sums` begin with, and what is
    /// added to them.
    fn sum<S: Isa, const COLUMNS: usize, const ROWS: usize>(
        self,
        isa: S,
        first: usize,
        column: usize,
    ) -> [[S::Real; COLUMNS]; ROWS];
}

/// `Wᵀ x + b`.
#[derive(Clone, Copy)]
struct Forward<'a, const T: usize> {
    input: &'a [[f32; T]],
    weights: &'a [f32],
    biases: &'a [f32],
    outputs: usize,
}

impl<const T: usize> Product<T> for Forward<'_, T> {
    #[inline(always)]
    fn sum<S: Isa, const COLUMNS: usize, const ROWS: usize>(
        self,
        isa: S,
        first: usize,
        column: usize,
    ) -> [[S::Real; COLUMNS]; ROWS] {
        let Self { input, weights, biases, outputs } = self;
        let mut sums = [[isa.splat(0.0); COLUMNS]; ROWS];
        let part = first..first + ROWS;
        if part.end > outputs || part.start > part.end {
            return sums;
        }
        if let Some(biases) = biases.get(part.clone()) {
            for (sums, bias) in sums.iter_mut().zip(biases) {
                *sums = [isa.splat(*bias); COLUMNS];
            }
        }
        for (x, row) in input.iter().zip(weights.chunks_exact(outputs.max(1))) {
            if let Some(weights) = row.get(part.clone()).and_then(<[f32]>::first_chunk) {
                add(isa, &mut sums, x, column, weights);
            }
        }
        sums
    }
}

/// `W δ`.
#[derive(Clone, Copy)]
struct Back<'a, const T: usize> {
    delta: &'a [[f32; T]],
    weights: &'a [f32],
}

impl<const T: usize> Product<T> for Back<'_, T> {
    #[inline(always)]
    fn sum<S: Isa, const COLUMNS: usize, const ROWS: usize>(
        self,
        isa: S,
        first: usize,
        column: usize,
    ) -> [[S::Real; COLUMNS]; ROWS] {
        let mut sums = [[isa.splat(0.0); COLUMNS]; ROWS];
        let outputs = self.delta.len();
        let below = self.weights.get(first * outputs..).unwrap_or_default();
        let Some(rows) = rows::<ROWS>(below, outputs) else { return sums };
        for (o, delta) in self.delta.iter().enumerate() {
            let mut weights = [0.0; ROWS];
            for (weight, row) in weights.iter_mut().zip(&rows) {
                let Some(number) = row.get(o) else { return sums };
                *weight = *number;
            }
            add(isa, &mut sums, delta, column, &weights);
        }
        sums
    }
}

/// Adds a weight times each of some samples to the sums of its row.
#[inline(always)]
fn add<S: Isa, const COLUMNS: usize, const ROWS: usize, const T: usize>(
    isa: S,
    sums: &mut [[S::Real; COLUMNS]; ROWS],
    row: &[f32; T],
    column: usize,
    weights: &[f32; ROWS],
) {
    let mut x = [isa.splat(0.0); COLUMNS];
    for (vector, x) in x.iter_mut().enumerate() {
        *x = load(isa, row, column + vector * S::LANES);
    }
    for (sums, weight) in sums.iter_mut().zip(weights) {
        let weight = isa.splat(*weight);
        for (sum, x) in sums.iter_mut().zip(&x) {
            *sum = weight.multiply_add(*x, *sum);
        }
    }
}

/// The product, in blocks of rows.
///
/// The sums of a block, its vectors of samples and a weight fill the registers: six rows by two vectors the sixteen
/// of AVX2; eight by two fit the thirty-two of AVX-512. Where a tile is one vector, eight rows hide the latency of
/// each.
#[inline(always)]
fn product<S: Isa, const T: usize>(isa: S, product: impl Product<T>, out: &mut [[f32; T]]) {
    if const { T < S::LANES } {
        return self::product(isa.narrower(), product, out);
    }
    if const { T < 2 * S::LANES } {
        blocks::<S, 1, 8, T>(isa, product, out);
    } else if const { S::LANES == WIDEST } {
        blocks::<S, 2, 8, T>(isa, product, out);
    } else {
        blocks::<S, 2, 6, T>(isa, product, out);
    }
}

/// All rows, in blocks of `ROWS`, and those that are left over in blocks of four, two and one.
#[inline(always)]
fn blocks<S: Isa, const COLUMNS: usize, const ROWS: usize, const T: usize>(
    isa: S,
    product: impl Product<T>,
    out: &mut [[f32; T]],
) {
    let (blocks, rest) = out.as_chunks_mut::<ROWS>();
    let mut first = 0;
    for rows in blocks {
        block::<S, COLUMNS, ROWS, T>(isa, product, first, rows);
        first += ROWS;
    }
    let (fours, rest) = rest.as_chunks_mut::<4>();
    for rows in fours {
        block::<S, COLUMNS, 4, T>(isa, product, first, rows);
        first += 4;
    }
    let (twos, rest) = rest.as_chunks_mut::<2>();
    for rows in twos {
        block::<S, COLUMNS, 2, T>(isa, product, first, rows);
        first += 2;
    }
    for rows in rest.as_chunks_mut::<1>().0 {
        block::<S, COLUMNS, 1, T>(isa, product, first, rows);
    }
}

/// The rows of `out`, of which the first is row `first`.
#[inline(always)]
fn block<S: Isa, const COLUMNS: usize, const ROWS: usize, const T: usize>(
    isa: S,
    product: impl Product<T>,
    first: usize,
    out: &mut [[f32; T]; ROWS],
) {
    for column in (0..T).step_by(COLUMNS * S::LANES) {
        let sums: [[S::Real; COLUMNS]; ROWS] = product.sum(isa, first, column);
        for (out, sums) in out.iter_mut().zip(&sums) {
            for (vector, sum) in sums.iter().enumerate() {
                store(isa, *sum, out, column + vector * S::LANES);
            }
        }
    }
}

/// Adds the sum of `x δᵀ` over the samples to the gradient of the weights.
#[inline(always)]
pub(in super::super) fn add_weight_gradient<S: Isa, const T: usize>(
    isa: S,
    input: &[[f32; T]],
    delta: &[[f32; T]],
    gradient: &mut [f32],
) {
    debug_assert_eq!(gradient.len(), input.len() * delta.len(), "a gradient for each weight");
    each_weight_gradient(isa, input, delta, &mut Add(gradient));
}

/// Visits the sum of `x δᵀ` over the samples, the gradient of each weight.
#[inline(always)]
pub(in super::super) fn each_weight_gradient<S: Isa, const T: usize>(
    isa: S,
    input: &[[f32; T]],
    delta: &[[f32; T]],
    visit: &mut impl Visit,
) {
    if const { T < S::LANES } {
        return each_weight_gradient(isa.narrower(), input, delta, visit);
    }
    if delta.len() < FEW {
        // So few outputs would leave lanes empty: put the inputs in lanes.
        for (o, row) in delta.iter().enumerate() {
            rows_dot(isa, input, row, Places { start: o, step: delta.len() }, visit);
        }
        return;
    }
    let outer = Outer { input, delta };
    let mut start = 0;
    while start + S::LANES < delta.len() {
        outer.strip::<S, 2, 4>(isa, start, visit);
        start += 2 * S::LANES;
    }
    if start < delta.len() {
        outer.strip::<S, 1, 8>(isa, start, visit);
    }
}

/// The gradient of weights: one block of sums for each pair of some inputs and some vectors of outputs, in registers
/// while the samples pass.
#[derive(Clone, Copy)]
struct Outer<'a, const T: usize> {
    input: &'a [[f32; T]],
    delta: &'a [[f32; T]],
}

impl<const T: usize> Outer<'_, T> {
    /// `VECTORS` vectors of outputs from `start` on, `ROWS` inputs at a time: enough sums to hide the latency of
    /// each, and few enough for the sixteen registers of AVX2. Where the last block has fewer inputs, the last of them
    /// fills it.
    #[inline(always)]
    fn strip<S: Isa, const VECTORS: usize, const ROWS: usize>(
        self,
        isa: S,
        start: usize,
        visit: &mut impl Visit,
    ) {
        let mut samples = [[isa.splat(0.0); VECTORS]; T];
        for vector in 0..VECTORS {
            self.transpose(isa, start + vector * S::LANES, vector, &mut samples);
        }
        let strip = Strip { samples: &samples, start, outputs: self.delta.len() };
        let (blocks, rest) = self.input.as_chunks::<ROWS>();
        let mut row = 0;
        for inputs in blocks {
            for sums in &strip.sums::<S, ROWS>(isa, inputs.each_ref()) {
                strip.visit(isa, row, sums, visit);
                row += 1;
            }
        }
        let Some(last) = rest.last() else { return };
        let mut inputs = [last; ROWS];
        inputs.iter_mut().zip(rest).for_each(|(place, input)| *place = input);
        for sums in strip.sums::<S, ROWS>(isa, inputs).iter().take(rest.len()) {
            strip.visit(isa, row, sums, visit);
            row += 1;
        }
    }

    /// The `δ` of a vector of outputs from `start` on, sample by sample; zeros where there are no more outputs.
    #[inline(always)]
    fn transpose<S: Isa, const VECTORS: usize>(
        self,
        isa: S,
        start: usize,
        vector: usize,
        samples: &mut [[S::Real; VECTORS]; T],
    ) {
        let delta = self.delta.get(start..).unwrap_or_default();
        for (group, samples) in samples.chunks_exact_mut(S::LANES).enumerate() {
            exchange(
                isa,
                #[inline(always)]
                |lane| match delta.get(lane) {
                    Some(row) => load(isa, row, group * S::LANES),
                    None => isa.splat(0.0),
                },
                #[inline(always)]
                |lane, row| samples[lane][vector] = row,
            );
        }
    }
}

/// Some vectors of outputs, sample by sample.
struct Strip<'a, R, const VECTORS: usize, const T: usize> {
    samples: &'a [[R; VECTORS]; T],
    start: usize,
    outputs: usize,
}

impl<R: Real, const VECTORS: usize, const T: usize> Strip<'_, R, VECTORS, T> {
    #[inline(always)]
    fn sums<S: Isa<Real = R>, const ROWS: usize>(
        &self,
        isa: S,
        inputs: [&[f32; T]; ROWS],
    ) -> [[R; VECTORS]; ROWS] {
        let mut sums = [[isa.splat(0.0); VECTORS]; ROWS];
        // Four samples in each turn of the loop.
        const { assert!(T.is_multiple_of(4)) };
        for group in 0..T / 4 {
            for lane in 0..4 {
                let s = group * 4 + lane;
                for (input, sums) in inputs.iter().zip(&mut sums) {
                    let x = isa.splat(input[s]);
                    for (sum, delta) in sums.iter_mut().zip(&self.samples[s]) {
                        *sum = x.multiply_add(*delta, *sum);
                    }
                }
            }
        }
        sums
    }

    #[inline(always)]
    fn visit<S: Isa<Real = R>>(
        &self,
        isa: S,
        row: usize,
        sums: &[R; VECTORS],
        visit: &mut impl Visit,
    ) {
        let count = self.outputs.saturating_sub(self.start);
        visit.visit_first(isa, row * self.outputs + self.start, sums, count);
    }
}

/// Adds the sum of `δ` over the samples to the gradient of the biases.
#[inline(always)]
pub(in super::super) fn add_bias_gradient<S: Isa, const T: usize>(
    isa: S,
    delta: &[[f32; T]],
    gradient: &mut [f32],
) {
    debug_assert_eq!(gradient.len(), delta.len(), "a gradient for each bias");
    each_bias_gradient(isa, delta, &mut Add(gradient));
}

/// Visits the sum of `δ` over the samples, the gradient of each bias.
#[inline(always)]
pub(in super::super) fn each_bias_gradient<S: Isa, const T: usize>(
    isa: S,
    delta: &[[f32; T]],
    visit: &mut impl Visit,
) {
    if const { T < S::LANES } {
        return each_bias_gradient(isa.narrower(), delta, visit);
    }
    rows_dot(isa, delta, &[1.0; T], Places { start: 0, step: 1 }, visit);
}

/// Where the results of rows go: so many numbers from one to the next.
#[derive(Clone, Copy)]
struct Places {
    start: usize,
    step: usize,
}

/// Visits the product of each row with the factors, so many rows at once as a vector has lanes.
#[inline(always)]
fn rows_dot<S: Isa, const T: usize>(
    isa: S,
    rows: &[[f32; T]],
    factors: &[f32; T],
    Places { mut start, step }: Places,
    visit: &mut impl Visit,
) {
    let groups = rows.chunks_exact(S::LANES);
    let rest = groups.remainder();
    for group in groups {
        let mut products = [isa.splat(0.0); WIDEST];
        for (row, product) in group.iter().zip(&mut products) {
            *product = lanewise_product(isa, row, factors);
        }
        let sums = lane_sums(isa, products);
        if step == 1 {
            visit.visit(isa, start, sums);
        } else {
            let mut lanes = [0.0; WIDEST];
            isa.store(sums, &mut lanes[..S::LANES]);
            for (lane, sum) in lanes[..S::LANES].iter().enumerate() {
                visit.visit(Scalar, start + lane * step, *sum);
            }
        }
        start += S::LANES * step;
    }
    if const { S::LANES > NARROWEST } {
        return rows_dot(isa.narrower(), rest, factors, Places { start, step }, visit);
    }
    for (place, row) in rest.iter().enumerate() {
        let sum = isa.sum(lanewise_product(isa, row, factors));
        visit.visit(Scalar, start + place * step, sum);
    }
}

/// A vector whose lanes sum up to the product.
#[inline(always)]
fn lanewise_product<S: Isa, const T: usize>(isa: S, row: &[f32; T], factors: &[f32; T]) -> S::Real {
    let mut sum = isa.splat(0.0);
    for (row, factors) in whole::<S>(row).zip(whole::<S>(factors)) {
        sum = isa.load(row).multiply_add(isa.load(factors), sum);
    }
    sum
}

/// `T` samples of as many numbers as the tile has rows, from one after another to side by side.
#[inline(always)]
pub(in super::super) fn gather<'a, S: Isa, const T: usize>(
    isa: S,
    sample: impl Fn(usize) -> &'a [f32],
    tile: &mut [[f32; T]],
) {
    let length = tile.len();
    if const { S::LANES > NARROWEST } && (length < S::LANES || T < S::LANES) {
        return gather(isa.narrower(), sample, tile);
    }
    if length < S::LANES {
        return gather_one_by_one(sample, tile);
    }
    for column in (0..T).step_by(S::LANES) {
        let mut samples: [&[f32]; WIDEST] = [&[]; WIDEST];
        for (lane, place) in samples.iter_mut().enumerate().take(S::LANES) {
            let Some(numbers) = sample(column + lane).get(..length) else { return };
            *place = numbers;
        }
        for start in (0..length).step_by(S::LANES) {
            let start = start.min(length - S::LANES);
            let Some(rows) = tile.get_mut(start..start + S::LANES) else { return };
            exchange(
                isa,
                #[inline(always)]
                |lane| load(isa, samples[lane], start),
                #[inline(always)]
                |lane, row| store(isa, row, &mut rows[lane], column),
            );
        }
    }
}

#[inline(always)]
fn gather_one_by_one<'a, const T: usize>(
    sample: impl Fn(usize) -> &'a [f32],
    tile: &mut [[f32; T]],
) {
    for column in 0..T {
        for (row, number) in tile.iter_mut().zip(sample(column)) {
            row[column] = *number;
        }
    }
}

/// The first samples of a tile, as many as there are places, one after another.
#[inline(always)]
pub(in super::super) fn scatter<S: Isa, const T: usize>(
    isa: S,
    tile: &[[f32; T]],
    samples: &mut [f32],
) {
    let length = tile.len();
    debug_assert!(samples.len() <= T * length, "the numbers of each sample");
    if const { S::LANES > NARROWEST } && (length < S::LANES || T < S::LANES) {
        return scatter(isa.narrower(), tile, samples);
    }
    if length < S::LANES {
        return scatter_one_by_one(tile, 0, samples);
    }
    let mut groups = samples.chunks_exact_mut((S::LANES * length).max(1));
    let grouped = groups.len() * S::LANES;
    for (group, samples) in groups.by_ref().enumerate() {
        let column = group * S::LANES;
        for start in (0..length).step_by(S::LANES) {
            let start = start.min(length - S::LANES);
            let Some(rows) = tile.get(start..start + S::LANES) else { return };
            exchange(
                isa,
                #[inline(always)]
                |lane| load(isa, &rows[lane], column),
                #[inline(always)]
                |lane, row| store(isa, row, samples, lane * length + start),
            );
        }
    }
    // Fewer samples than a vector has lanes.
    scatter_one_by_one(tile, grouped, groups.into_remainder());
}

/// The samples from number `first` on.
#[inline(always)]
fn scatter_one_by_one<const T: usize>(tile: &[[f32; T]], first: usize, samples: &mut [f32]) {
    if tile.is_empty() {
        return;
    }
    for (column, sample) in (first..T).zip(samples.chunks_exact_mut(tile.len())) {
        for (row, number) in tile.iter().zip(sample) {
            *number = row[column];
        }
    }
}
