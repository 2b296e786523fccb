//! One sample: the units of a layer in the lanes of a vector.
//!
//! Vectors that do not fit a row as a whole end at its last number: they overlap the one before, and both have the same
//! results.

use super::super::elementwise::{whole, whole_mut};
use super::super::{FEW, HAS_VECTORS, Isa, WIDEST};
use super::lanes::{lane_sums, last_lanes, load, store};
use crate::math::Real;

/// `z = Wᵀ x + b`.
#[inline(always)]
pub(in super::super) fn dense<S: Isa>(
    isa: S,
    input: &[f32],
    weights: &[f32],
    biases: &[f32],
    z: &mut [f32],
) {
    debug_assert_eq!(weights.len(), input.len() * z.len(), "weights are inputs times outputs");
    debug_assert_eq!(biases.len(), z.len(), "a bias for each output");
    if let [z] = z {
        *z = dot(isa, input, weights) + biases.first().copied().unwrap_or_default();
    } else if z.len() < S::LANES {
        few_outputs(isa, input, weights, biases, z);
    } else {
        let layer = Layer { input, weights, biases };
        let first = layer.blocks::<S, 8, 1>(isa, z, 0);
        let first = layer.blocks::<S, 4, 2>(isa, z, first);
        let first = layer.blocks::<S, 2, 4>(isa, z, first);
        let first = layer.blocks::<S, 1, 8>(isa, z, first);
        if first < z.len() {
            layer.block::<S, 1, 8>(isa, z, z.len() - S::LANES);
        }
    }
}

/// The same where the outputs do not fill a vector: it reads on into the next row, and what comes of that is dropped.
#[inline(always)]
fn few_outputs<S: Isa>(isa: S, input: &[f32], weights: &[f32], biases: &[f32], z: &mut [f32]) {
    if const { !HAS_VECTORS } {
        return number_by_number(input, weights, biases, z);
    }
    let mut sum = isa.load(biases);
    // The last rows, behind which there is not a vector of weights, and zeros.
    let whole = (weights.len() + z.len()).saturating_sub(S::LANES) / z.len().max(1);
    let (inputs, last_inputs) = input.split_at(whole.min(input.len()));
    let (_, last) = weights.split_at(weights.len().min(inputs.len() * z.len()));
    let mut padded = [0.0; WIDEST];
    padded.iter_mut().zip(last).for_each(|(place, weight)| *place = *weight);
    for (inputs, weights) in [(inputs, weights), (last_inputs, &padded)] {
        let mut start = 0;
        for x in inputs {
            sum = isa.splat(*x).multiply_add(load(isa, weights, start), sum);
            start += z.len();
        }
    }
    isa.store(sum, z);
}

/// The same without vectors.
#[inline(always)]
fn number_by_number(input: &[f32], weights: &[f32], biases: &[f32], z: &mut [f32]) {
    z.iter_mut().zip(biases).for_each(|(z, bias)| *z = *bias);
    for (x, row) in input.iter().zip(weights.chunks_exact(z.len().max(1))) {
        for (z, weight) in z.iter_mut().zip(row) {
            *z += x * weight;
        }
    }
}

/// A layer and its inputs.
#[derive(Clone, Copy)]
struct Layer<'a> {
    input: &'a [f32],
    weights: &'a [f32],
    biases: &'a [f32],
}

impl Layer<'_> {
    /// As many blocks of `VECTORS` vectors of outputs from `first` on as there are; returns the first output behind
    /// them.
    #[inline(always)]
    fn blocks<S: Isa, const VECTORS: usize, const ROWS: usize>(
        self,
        isa: S,
        z: &mut [f32],
        mut first: usize,
    ) -> usize {
        while first + VECTORS * S::LANES <= z.len() {
            self.block::<S, VECTORS, ROWS>(isa, z, first);
            first += VECTORS * S::LANES;
        }
        first
    }

    /// `VECTORS` vectors of outputs. `VECTORS * ROWS` sums are under way at once, enough to hide the latency of each.
    #[inline(always)]
    fn block<S: Isa, const VECTORS: usize, const ROWS: usize>(
        self,
        isa: S,
        z: &mut [f32],
        first: usize,
    ) {
        let outputs = z.len();
        let Some(z) = part::<S, VECTORS>(z, first) else { return };
        let mut sums = [[isa.splat(0.0); VECTORS]; ROWS];
        for (vector, sum) in sums[0].iter_mut().enumerate() {
            *sum = load(isa, self.biases, first + vector * S::LANES);
        }
        let (inputs, other_inputs) = self.input.as_chunks::<ROWS>();
        let mut start = first;
        for inputs in inputs {
            for (x, sums) in inputs.iter().zip(&mut sums) {
                add_products(isa, *x, self.weights, start, sums);
                start += outputs;
            }
        }
        // All to the same sums: with an index that is no constant they would lie in memory.
        for x in other_inputs {
            add_products(isa, *x, self.weights, start, &mut sums[0]);
            start += outputs;
        }
        for (vector, sum) in total(sums).iter().enumerate() {
            store(isa, *sum, z, vector * S::LANES);
        }
    }
}

/// `VECTORS` vectors from number `first` on, if there are as many numbers.
#[inline(always)]
fn part<S: Isa, const VECTORS: usize>(numbers: &mut [f32], first: usize) -> Option<&mut [f32]> {
    numbers.get_mut(first..first + VECTORS * S::LANES)
}

/// Adds `x` times each weight of a part of a row to the sums; it starts with number `start` of all weights.
#[inline(always)]
fn add_products<S: Isa, const VECTORS: usize>(
    isa: S,
    x: f32,
    weights: &[f32],
    start: usize,
    sums: &mut [S::Real; VECTORS],
) {
    let Some(weights) = weights.get(start..start + VECTORS * S::LANES) else { return };
    let x = isa.splat(x);
    for (vector, sum) in sums.iter_mut().enumerate() {
        *sum = x.multiply_add(load(isa, weights, vector * S::LANES), *sum);
    }
}

/// The sum of all rows, by pairs.
#[inline(always)]
fn total<R: Real, const VECTORS: usize, const ROWS: usize>(
    mut rows: [[R; VECTORS]; ROWS],
) -> [R; VECTORS] {
    let mut half = ROWS / 2;
    while half > 0 {
        let (sums, others) = rows.split_at_mut(half);
        for (sums, others) in sums.iter_mut().zip(others) {
            for (sum, other) in sums.iter_mut().zip(others) {
                *sum = *sum + *other;
            }
        }
        half /= 2;
    }
    rows[0]
}

/// `Σ left[i] right[i]`.
#[inline(always)]
fn dot<S: Isa>(isa: S, left: &[f32], right: &[f32]) -> f32 {
    if left.len() < S::LANES {
        return left.iter().zip(right).map(|(left, right)| left * right).sum();
    }
    let tail = last_lanes_of(isa, left.len(), left);
    isa.sum(lanewise_product(isa, left, right, tail))
}

/// The numbers behind the last whole vector of so many, in the last lanes, and zeros before them.
#[inline(always)]
fn last_lanes_of<S: Isa>(isa: S, count: usize, numbers: &[f32]) -> S::Real {
    last_lanes(isa, load(isa, numbers, count.saturating_sub(S::LANES)), count % S::LANES)
}

/// Vectors whose lanes, all together, sum up to the product of a row with another, of which `tail` is what whole vectors
/// leave over.
#[inline(always)]
fn lanewise_product<S: Isa>(isa: S, factors: &[f32], row: &[f32], tail: S::Real) -> S::Real {
    let mut sum = tail * load(isa, row, row.len().saturating_sub(S::LANES));
    for (row, factors) in whole::<S>(row).zip(whole::<S>(factors)) {
        sum = isa.load(row).multiply_add(isa.load(factors), sum);
    }
    sum
}

/// `W δ`, the derivative of the loss by the layer's inputs.
#[inline(always)]
pub(in super::super) fn back<S: Isa>(isa: S, delta: &[f32], weights: &[f32], by_input: &mut [f32]) {
    let outputs = delta.len();
    debug_assert_eq!(weights.len(), by_input.len() * outputs, "weights are inputs times outputs");
    if outputs < FEW.max(S::LANES) {
        for (by_input, row) in by_input.iter_mut().zip(weights.chunks_exact(outputs.max(1))) {
            *by_input = row.iter().zip(delta).map(|(weight, delta)| weight * delta).sum();
        }
        return;
    }
    let tail = last_lanes_of(isa, outputs, delta);
    // As the compiler sees, at least one: chunks of none would be a panic.
    let rows = weights.chunks((S::LANES * outputs).max(1));
    for (by_input, rows) in by_input.chunks_mut(S::LANES).zip(rows) {
        let mut products = [isa.splat(0.0); WIDEST];
        for (product, row) in products.iter_mut().zip(rows.chunks_exact(outputs.max(1))) {
            *product = lanewise_product(isa, delta, row, tail);
        }
        let mut sums = [0.0; WIDEST];
        store(isa, lane_sums(isa, products), &mut sums, 0);
        by_input.iter_mut().zip(sums).for_each(|(by_input, sum)| *by_input = sum);
    }
}

/// Adds `x δᵀ` to the gradient of the weights.
///
/// From the last row to the first: the last are still in the nearest cache from the way forward, and the first are
/// needed next.
#[inline(always)]
pub(in super::super) fn add_weight_gradient<S: Isa>(
    isa: S,
    input: &[f32],
    delta: &[f32],
    gradient: &mut [f32],
) {
    let outputs = delta.len();
    debug_assert_eq!(gradient.len(), input.len() * outputs, "a gradient for each weight");
    if let [delta] = delta {
        return add_scaled(isa, *delta, input, gradient);
    }
    for (x, row) in input.iter().zip(gradient.chunks_exact_mut(outputs.max(1))).rev() {
        add_scaled(isa, *x, delta, row);
    }
}

/// `sums += factor * values`.
#[inline(always)]
pub(in super::super) fn add_scaled<S: Isa>(isa: S, factor: f32, values: &[f32], sums: &mut [f32]) {
    if values.len() < S::LANES {
        return sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += factor * value);
    }
    let (x, last) = (isa.splat(factor), values.len() - S::LANES);
    let last_sum = x.multiply_add(load(isa, values, last), load(isa, sums, last));
    for (values, sums) in whole::<S>(values).zip(whole_mut::<S>(sums)) {
        isa.store(x.multiply_add(isa.load(values), isa.load(sums)), sums);
    }
    store(isa, last_sum, sums, last);
}
