//! What the formulas of several optimizers have in common.

use super::bounds::{SMALLEST_EPSILON, longest_if};
use crate::math::Real;

/// A running mean that keeps a share of itself: `β m + (1 - β) x`.
#[inline(always)]
pub(super) fn running_mean<R: Real>(mean: R, next: R, share: f32) -> R {
    mean.multiply_add(mean.constant(share), next * (1.0 - share))
}

/// A parameter that weight decay has shrunk by a share of itself: `w - μ λ w`.
///
/// A share of zero leaves every bit, that of a negative zero too: hence the zero that is positive.
#[inline(always)]
pub(super) fn decayed<R: Real>(parameter: R, share: f32) -> R {
    parameter.multiply_add(parameter.constant(0.0 - share), parameter)
}

/// Whether no parameter grows by such a decay.
pub(super) fn is_decay(share: f32) -> bool {
    (0.0..=1.0).contains(&share)
}

/// A step that is divided by the root of squares: `w - μ x / (r + ε)`.
#[inline(always)]
pub(super) fn divided_step<R: Real>(
    parameter: R,
    direction: R,
    root: R,
    rate: f32,
    epsilon: f32,
) -> R {
    (direction / (root + epsilon)).multiply_add(parameter.constant(-rate), parameter)
}

/// How long such a step can be: no root is negative. Without an `ε` it could be zero by zero, and with a smaller one it
/// could be much longer than with a root whose squares are not rounded to zero.
pub(super) fn longest_divided_step(largest_direction: f32, rate: f32, epsilon: f32) -> f32 {
    longest_if(epsilon >= SMALLEST_EPSILON, largest_direction / epsilon * rate.abs())
}
