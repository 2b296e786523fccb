//! A tile of `T` samples: samples in the lanes of a vector, `[f32; T]` for each unit.

use super::super::{Isa, WIDEST};
use super::lanes::{load, rows, store};
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
