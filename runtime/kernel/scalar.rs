//! A layer where there are no vectors. No number is reached by an index that had to be checked.

use super::{Isa, elementwise};
use crate::activation::Elementwise;
use crate::math::Real;

/// So many sums are kept in registers, and use each input that is read.
const SUMS: usize = 4;

/// `a = σ(Wᵀ x + b)`.
#[inline(always)]
pub(super) fn dense<S: Isa, const I: usize, const O: usize>(
    isa: S,
    input: &[f32; I],
    weights: &[[f32; O]; I],
    biases: &[f32; O],
    activation: impl Elementwise,
    a: &mut [f32; O],
) {
    let ((blocks, rest), (a_blocks, a_rest)) = (biases.as_chunks(), a.as_chunks_mut());
    for (block, (biases, a)) in blocks.iter().zip(a_blocks).enumerate() {
        *a = *biases;
        add_products(input, weights, a, |row| row.as_chunks::<SUMS>().0.get(block).map(|w| &w[..]));
    }
    if const { !O.is_multiple_of(SUMS) } {
        let mut sums = [0.0; SUMS];
        sums.iter_mut().zip(rest).for_each(|(sum, bias)| *sum = *bias);
        add_products(input, weights, &mut sums, |row| Some(row.as_chunks::<SUMS>().1));
        a_rest.iter_mut().zip(sums).for_each(|(a, sum)| *a = sum);
    }
    elementwise::update(isa, a, |z| activation.function(z));
}

/// Adds `Wᵀ x` to the sums, of those outputs whose weights `part` finds in a row.
#[inline(always)]
fn add_products<const I: usize, const O: usize>(
    input: &[f32; I],
    weights: &[[f32; O]; I],
    outputs: &mut [f32; SUMS],
    part: impl Fn(&[f32; O]) -> Option<&[f32]>,
) {
    let mut sums = *outputs;
    for (x, row) in input.iter().zip(weights) {
        for (sum, weight) in sums.iter_mut().zip(part(row).unwrap_or_default()) {
            *sum = x.multiply_add(*weight, *sum);
        }
    }
    *outputs = sums;
}
