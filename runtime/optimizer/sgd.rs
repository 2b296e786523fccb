use super::{Optimizer, PerParameter};
use crate::math::Real;

/// Plain gradient descent: `w ← w - μ ∇L(w)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgd {
    learning_rate: f32,
}

impl Sgd {
    /// Descends by `learning_rate`, the `μ` of the formula, times the gradient.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate }
    }
}

impl Optimizer for Sgd {
    type Memory = PerParameter<0>;
    type State = ();

    fn start(self) {}

    fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
        (self.learning_rate * largest_gradient).abs()
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: (), _memory: &mut [R; 0], parameter: R, gradient: R) -> R {
        gradient.multiply_add(gradient.constant(-self.learning_rate), parameter)
    }
}
