use super::Optimizer;
use crate::network::Block;

/// Gradient descent with momentum: `v ← μ ∇L(w) + α v`, `w ← w - v`.
///
/// (Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964.)
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Momentum {
    learning_rate: f32,
    momentum: f32,
}

impl Momentum {
    /// Descends by `learning_rate`, the `μ` of the formula, and keeps the share `momentum`, `α`, of
    /// the velocity: usually `0.9`.
    #[must_use]
    pub const fn new(learning_rate: f32, momentum: f32) -> Self {
        Self { learning_rate, momentum }
    }

    /// `v ← μ g + α v`, and `g ← v`.
    #[inline]
    pub(super) fn accelerate(self, velocity: &mut [f32], gradient: &mut [f32]) {
        for (velocity, gradient) in velocity.iter_mut().zip(gradient) {
            *velocity = self.learning_rate * *gradient + self.momentum * *velocity;
            *gradient = *velocity;
        }
    }

    /// `α`.
    pub(super) const fn share(self) -> f32 {
        self.momentum
    }
}

impl Optimizer for Momentum {
    type State<B: Block> = B;

    fn start<B: Block>(&self) -> B {
        B::zeros()
    }

    #[inline]
    fn step<B: Block>(&self, velocity: &mut B, _parameters: &[f32], gradient: &mut [f32]) {
        self.accelerate(velocity.numbers_mut(), gradient);
    }
}
