//! From many lanes to few numbers.

use core::ops::Range;

use super::{Isa, NARROWEST, WIDEST, load, too_wide};
use crate::math::{Real, square_root};

/// So many sums are kept side by side, since each would wait for the one before.
const INDEPENDENT_SUMS: usize = 4;

/// The product of two vectors: `Σ left[i] right[i]`.
#[inline(always)]
pub(super) fn dot<S: Isa, const N: usize>(isa: S, left: &[f32; N], right: &[f32; N]) -> f32 {
    if const { too_wide::<S>(N) } {
        return dot(isa.narrower(), left, right);
    }
    if const { N <= S::LANES } {
        return isa.sum(isa.load(left) * isa.load(right));
    }
    let load = |start: usize| {
        let part = start..start + S::LANES;
        (isa.load(&left[part.clone()]), isa.load(&right[part]))
    };
    let mut sums = [isa.splat(0.0); INDEPENDENT_SUMS];
    let whole = N - N % (INDEPENDENT_SUMS * S::LANES);
    for start in (0..whole).step_by(INDEPENDENT_SUMS * S::LANES) {
        for (place, sum) in sums.iter_mut().enumerate() {
            let (left, right) = load(start + place * S::LANES);
            *sum = left.multiply_add(right, *sum);
        }
    }
    for start in (whole..N - N % S::LANES).step_by(S::LANES) {
        let (left, right) = load(start);
        sums[0] = left.multiply_add(right, sums[0]);
    }
    if const { !N.is_multiple_of(S::LANES) } {
        let (left, right) = load(N - S::LANES);
        let last = |vector| last_lanes(isa, vector, N % S::LANES);
        sums[1] = last(left).multiply_add(last(right), sums[1]);
    }
    isa.sum((sums[0] + sums[1]) + (sums[2] + sums[3]))
}

/// The products of a vector with both columns of a matrix. There are at least as many numbers as the narrowest vector
/// has.
///
/// ```text
///   x0 x0 x1 x1 ..  *  w00 w01 w10 w11 ..   =   lanes that sum up to one output, and to the other, by turns
/// ```
#[inline(always)]
pub(super) fn dot_pairs<S: Isa, const N: usize>(
    isa: S,
    factors: &[f32; N],
    pairs: &[[f32; 2]; N],
    out: &mut [f32; 2],
) {
    if const { too_wide::<S>(N) } {
        return dot_pairs(isa.narrower(), factors, pairs, out);
    }
    let zero = isa.splat(0.0);
    let (mut low_sum, mut high_sum) = (zero, zero);
    for start in (0..N).step_by(S::LANES) {
        let (start, new) = (start.min(N - S::LANES), S::LANES.min(N - start));
        let part = start..start + S::LANES;
        let factors = last_lanes(isa, isa.load(&factors[part.clone()]), new);
        let (low, high) = isa.interleave(factors, factors);
        let (first, second) = pairs[part].as_flattened().split_at(S::LANES);
        low_sum = low.multiply_add(isa.load(first), low_sum);
        high_sum = high.multiply_add(isa.load(second), high_sum);
    }
    sums_by_turns(isa, low_sum + high_sum, out);
}

/// The sum of the lanes of even numbers, and that of the others.
#[inline(always)]
fn sums_by_turns<S: Isa>(isa: S, vector: S::Real, out: &mut [f32; 2]) {
    let mut lanes = [0.0; WIDEST];
    isa.store(vector, &mut lanes[..S::LANES]);
    if const { S::LANES <= NARROWEST } {
        *out = [lanes[0] + lanes[2], lanes[1] + lanes[3]];
        return;
    }
    let (narrower, width) = (isa.narrower(), S::Narrower::LANES);
    let mut sum = narrower.load(&lanes[..width]);
    for start in (width..S::LANES).step_by(width) {
        sum = sum + narrower.load(&lanes[start..start + width]);
    }
    sums_by_turns(narrower, sum, out);
}

/// `out[r] = rows[r] · factors`, so many rows at once as a vector has lanes. A row has at least
/// as many numbers as the narrowest vector.
///
/// ```text
///              a row in lanes
///            ┌────┬────┬────┬────┐
///   rows[0]  │ r00  r01  r02 ..  │   lanes of products that sum up to out[0];
///   rows[1]  │ r10  r11  r12 ..  │   `lane_sums` makes one vector of all of them
///            └────┴────┴────┴────┘
/// ```
#[inline(always)]
pub(super) fn rows_dot<S: Isa, const R: usize, const C: usize>(
    isa: S,
    rows: &[[f32; C]; R],
    factors: &[f32; C],
    out: &mut [f32; R],
) {
    if const { too_wide::<S>(if C < R { C } else { R }) } {
        return rows_dot(isa.narrower(), rows, factors, out);
    }
    if const { R < S::LANES } {
        for (out, row) in out.iter_mut().zip(rows) {
            *out = dot(isa, row, factors);
        }
        return;
    }
    for start in (0..R).step_by(S::LANES) {
        let start = start.min(R - S::LANES);
        let mut products = [isa.splat(0.0); WIDEST];
        for (lane, product) in products.iter_mut().enumerate().take(S::LANES) {
            *product = lanewise_product(isa, &rows[start + lane], factors);
        }
        isa.store(lane_sums(isa, products), &mut out[start..start + S::LANES]);
    }
}

/// Vectors whose lanes, all together, sum up to the product of a row with another.
#[inline(always)]
fn lanewise_product<S: Isa, const C: usize>(isa: S, row: &[f32; C], factors: &[f32; C]) -> S::Real {
    let mut sum = isa.splat(0.0);
    for start in (0..C - C % S::LANES).step_by(S::LANES) {
        let part = start..start + S::LANES;
        sum = isa.load(&row[part.clone()]).multiply_add(isa.load(&factors[part]), sum);
    }
    if const { !C.is_multiple_of(S::LANES) } {
        let part = C - S::LANES..C;
        let factors = last_lanes(isa, isa.load(&factors[part.clone()]), C % S::LANES);
        sum = isa.load(&row[part]).multiply_add(factors, sum);
    }
    sum
}

/// The numbers of the lanes, for comparison.
const LANE: [f32; WIDEST] =
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];

/// The last so many lanes, and zeros before them.
#[inline(always)]
pub(super) fn last_lanes<S: Isa>(isa: S, vector: S::Real, count: usize) -> S::Real {
    if count == S::LANES {
        return vector;
    }
    let first = isa.splat(S::LANES.saturating_sub(count) as f32);
    isa.load(&LANE[..S::LANES]).select_less(first, isa.splat(0.0), vector)
}

/// The first so many lanes, and zeros behind them.
#[inline(always)]
pub(super) fn first_lanes<S: Isa>(isa: S, vector: S::Real, count: usize) -> S::Real {
    if count == 1 {
        let mut first = [0.0];
        isa.store(vector, &mut first);
        return isa.load_or(&first, 0.0);
    }
    let count = isa.splat(count as f32);
    isa.load(&LANE[..S::LANES]).select_less(count, vector, isa.splat(0.0))
}

/// The sum of the lanes of each vector, in the lanes of one.
///
/// ```text
///   a0 a1 a2 a3     a0+a2 c0+c2 a1+a3 c1+c3
///   b0 b1 b2 b3  => b0+b2 d0+d2 b1+b3 d1+d3  => Σa Σb Σc Σd
///   c0 c1 c2 c3
///   d0 d1 d2 d3
/// ```
///
/// Each round interleaves the first half of the vectors with the second, and has half as many sums.
#[inline(always)]
pub(super) fn lane_sums<S: Isa>(isa: S, mut vectors: [S::Real; WIDEST]) -> S::Real {
    let mut half = S::LANES / 2;
    while half > 0 {
        for vector in 0..half {
            let (low, high) = isa.interleave(vectors[vector], vectors[vector + half]);
            vectors[vector] = low + high;
        }
        half /= 2;
    }
    vectors[0]
}

/// The places of so many numbers, in whole vectors where there are enough of them. What whole vectors leave over goes
/// in one more that ends at the last number.
#[inline(always)]
fn parts<S: Isa>(length: usize) -> impl Iterator<Item = Range<usize>> {
    let width = S::LANES.min(length);
    (0..length).step_by(S::LANES).map(
        #[inline(always)]
        move |start| {
            let start = start.min(length - width);
            start..start + width
        },
    )
}

/// The largest magnitude. Not finite if one of the numbers is not.
#[inline(always)]
pub(crate) fn largest_magnitude<S: Isa>(isa: S, numbers: &[f32]) -> f32 {
    if too_wide::<S>(numbers.len()) {
        return largest_magnitude(isa.narrower(), numbers);
    }
    let mut largest = [isa.splat(0.0); INDEPENDENT_SUMS];
    let whole = numbers.chunks_exact(INDEPENDENT_SUMS * S::LANES);
    let rest = whole.remainder();
    for numbers in whole {
        for (numbers, largest) in numbers.chunks_exact(S::LANES).zip(&mut largest) {
            *largest = isa.load(numbers).larger_magnitude(*largest);
        }
    }
    if !rest.is_empty() {
        // At least a whole vector, if there are so many numbers.
        let start = numbers.len() - rest.len().max(S::LANES).min(numbers.len());
        let rest = numbers.get(start..).unwrap_or_default();
        for (part, largest) in parts::<S>(rest.len()).zip(&mut largest) {
            *largest = load(isa, rest, part).larger_magnitude(*largest);
        }
    }
    let [first, others @ ..] = largest;
    let vectors = numbers.len().div_ceil(S::LANES);
    let all =
        others.into_iter().take(vectors.saturating_sub(1)).fold(first, Real::larger_magnitude);
    isa.largest_magnitude(all)
}

/// Whether all of them are finite.
#[inline(always)]
pub(crate) fn are_finite<S: Isa>(isa: S, numbers: &[f32]) -> bool {
    if const { S::LANES == 1 } {
        return are_all_finite(numbers);
    }
    let zero = isa.splat(0.0);
    let mut zeros = [zero; INDEPENDENT_SUMS];
    // Zero times what is not finite is NaN, and stays in the sum.
    let many = numbers.chunks_exact(INDEPENDENT_SUMS * S::LANES);
    let few = many.remainder().chunks_exact(S::LANES);
    let rest = few.remainder();
    for numbers in many {
        for (place, zeros) in zeros.iter_mut().enumerate() {
            let part = place * S::LANES..(place + 1) * S::LANES;
            *zeros = isa.load(&numbers[part]).multiply_add(zero, *zeros);
        }
    }
    let [mut sum, ..] = zeros;
    for numbers in few {
        sum = isa.load(numbers).multiply_add(zero, sum);
    }
    isa.sum((sum + zeros[1]) + (zeros[2] + zeros[3])) == 0.0 && are_all_finite(rest)
}

/// The same without a choice of instructions. Each number is looked at, so that the compiler takes several at once;
/// and its bits are, since without a floating-point unit a comparison of numbers is a call.
#[inline(always)]
pub(crate) fn are_all_finite(numbers: &[f32]) -> bool {
    const EXPONENT: u32 = 0x7F80_0000;
    let is_finite = |number: &f32| number.to_bits() & EXPONENT != EXPONENT;
    numbers.iter().fold(true, |all, number| all & is_finite(number))
}

/// The square root of the sum of the squares.
#[inline(always)]
pub(crate) fn norm<S: Isa>(isa: S, numbers: &[f32]) -> f32 {
    let [largest, share] = norm_factors(isa, numbers);
    largest * share
}

/// The same as a product of the largest magnitude and another factor, from 1 up: neither overflows nor underflows.
#[inline(always)]
pub(crate) fn norm_factors<S: Isa>(isa: S, numbers: &[f32]) -> [f32; 2] {
    let largest = largest_magnitude(isa, numbers);
    if largest == 0.0 {
        return [0.0, 1.0];
    }
    let (mut sum, unit) = (isa.splat(0.0), isa.splat(largest));
    for part in numbers.chunks(S::LANES) {
        let share = isa.load(part) / unit;
        sum = share.multiply_add(share, sum);
    }
    [largest, square_root(isa.sum(sum))]
}
