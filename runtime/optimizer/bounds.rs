//! What an optimizer asks of its settings and of a gradient, so that all its numbers stay finite.

use super::formulas::is_decay;
use crate::error::Error;

/// No finite parameter overflows by a step that is shorter: it is a quarter of a unit in the last
/// place of the largest number, `2^102`.
pub(super) const LONGEST_STEP: f32 = 5.070_602_4e30;

/// Squares of numbers below are below `1e38`, so that a third of the range is left for their rounding.
const SQUARABLE: f32 = 1e19;

/// Squares of gradients below `1e-19` are no normal numbers, and what is less than that is not remembered. Such gradients
/// are a thousandth of this `ε`, or less, so that it makes no difference to what the root is divided by.
pub(super) const SMALLEST_EPSILON: f32 = 1e-16;

/// Whether the squares of such gradients are finite, and so their running mean.
pub(super) fn is_squarable(largest_gradient: f32) -> bool {
    largest_gradient < SQUARABLE
}

/// Whether a sum of squares leaves room for the rounding of all its sums.
pub(super) fn is_sum_of_squares(sum: f32) -> bool {
    sum < SQUARABLE * SQUARABLE
}

/// A bound is rounded otherwise than what it bounds, so that the two drift apart over many steps, but by less than this
/// factor. All bounds leave room for it.
const DRIFT: f32 = 2.0;

/// Whether a number that is remembered keeps to its bound, which is remembered too.
pub(super) fn keeps_to(bound: f32, number: f32) -> bool {
    number.abs() <= DRIFT * bound + f32::MIN_POSITIVE
}

/// Whether a number can be a mean of the squares of gradients, all of which were [squarable](is_squarable).
pub(super) fn is_mean_of_squares(mean: f32) -> bool {
    mean >= 0.0 && keeps_to(SQUARABLE * SQUARABLE, mean)
}

/// Whether a number can bound the mean of such gradients.
pub(super) fn is_largest_mean(bound: f32) -> bool {
    bound >= 0.0 && keeps_to(SQUARABLE, bound)
}

/// Whether a number can bound a velocity, by which a parameter has moved.
pub(super) fn is_largest_velocity(bound: f32) -> bool {
    (0.0..LONGEST_STEP).contains(&bound)
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
    Error::unless(epsilon >= SMALLEST_EPSILON, "epsilon", "at least 1e-16")
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
