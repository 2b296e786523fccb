//! What an optimizer asks of its settings and of a gradient, so that all its numbers stay finite.

use super::formulas::is_decay;
use crate::error::Error;

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

/// What is wrong with a learning rate.
pub(super) fn check_rate(rate: f32) -> Result<(), Error> {
    Error::unless_rate(rate, "learning_rate")
}

/// What is wrong with a momentum.
pub(super) fn check_momentum(momentum: f32) -> Result<(), Error> {
    Error::unless_rate(momentum, "momentum")
}

/// What is wrong with the share that a running mean keeps.
pub(super) fn check_share(share: f32, name: &'static str) -> Result<(), Error> {
    Error::unless(is_share(share), name, "from 0 to below 1")
}

/// What is wrong with both of them.
pub(super) fn check_betas([first, second]: [f32; 2]) -> Result<(), Error> {
    check_share(first, "betas")?;
    check_share(second, "betas")
}

/// What is wrong with what a root is added to, to be divided by.
pub(super) fn check_epsilon(epsilon: f32) -> Result<(), Error> {
    Error::unless(epsilon > 0.0, "epsilon", "above 0")
}

/// What is wrong with a weight decay, of which this is the product with the learning rate.
pub(super) fn check_decay(decay: f32) -> Result<(), Error> {
    let range = "not negative, and times the learning rate at most 1";
    Error::unless(is_decay(decay), "weight_decay", range)
}

/// `length`, if the step can be taken; else a length that no step may have.
pub(super) fn longest_if(allowed: bool, length: f32) -> f32 {
    if allowed { length } else { f32::INFINITY }
}
