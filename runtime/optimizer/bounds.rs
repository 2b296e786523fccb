//! What an optimizer asks of its settings and of a gradient, so that all its numbers stay finite.

/// Squares of numbers below are below `1e38`, so that a third of the range is left for their rounding.
const SQUARABLE: f32 = 1e19;

/// Whether the squares of such gradients are finite, and so their running mean.
pub(super) fn is_squarable(largest_gradient: f32) -> bool {
    largest_gradient < SQUARABLE
}

/// Whether a sum of squares leaves room for the rounding of all its sums.
pub(super) fn is_sum_of_squares(sum: f32) -> bool {
    sum < SQUARABLE * SQUARABLE
}

/// Whether a running mean that keeps this share of itself is no larger than what it is a mean of.
pub(super) fn is_share(share: f32) -> bool {
    (0.0..1.0).contains(&share)
}

/// `length`, if the step can be taken; else a length that no step may have.
pub(super) fn longest_if(allowed: bool, length: f32) -> f32 {
    if allowed { length } else { f32::INFINITY }
}
