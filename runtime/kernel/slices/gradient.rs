//! The gradient of weights and biases over a tile of samples.

use super::super::elementwise::whole;
use super::super::{FEW, Isa, NARROWEST, Scalar, WIDEST};
use super::lanes::{exchange, lane_sums, load};
use super::{Add, Visit};
use crate::math::Real;

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
