use super::bounds::{check_momentum, check_rate, is_largest_velocity, keeps_to};
use super::{Optimizer, PerParameter};
use crate::error::Error;
use crate::math::Real;

/// Gradient descent with momentum: `v ← μ ∇L(w) + α v`, `w ← w - v`.
///
/// (Polyak, *Some methods of speeding up the convergence of iteration methods*, 1964.)
///
/// The learning rate is a part of the velocity, as it is in Polyak's definition and in that of Sutskever et al. (*On the
/// importance of initialization and momentum in deep learning*, 2013): one that changes, as by a
/// [`Schedule`](crate::Schedule), changes what is added to `v`, and not what was added before, so that each gradient moves
/// the weights by the rate at which it was taken. PyTorch has `v ← ∇L(w) + α v`, `w ← w - μ v`, where the rate of now is
/// that of old gradients, too. With one learning rate the steps are the same.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.02, 0.9));
/// assert!(trainer.epochs(500).fit(&mut net, &line)?.loss < 1e-4);
/// # Ok::<(), sinew::Error>(())
/// ```
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

    /// `μ g + α v`.
    #[inline(always)]
    pub(super) fn accelerate<R: Real>(self, velocity: R, gradient: R) -> R {
        gradient.multiply_add(velocity.constant(self.learning_rate), velocity * self.momentum)
    }

    /// `α`.
    pub(super) const fn share(self) -> f32 {
        self.momentum
    }
}

impl Optimizer for Momentum {
    /// The velocity.
    type Memory = PerParameter<1>;
    /// No velocity is larger.
    type State = f32;
    const NAME: &'static str = "Momentum";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_momentum(self.momentum)
    }

    fn start(self) -> f32 {
        0.0
    }

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    fn longest_step(self, largest_velocity: &mut f32, largest_gradient: f32) -> f32 {
        let Self { learning_rate, momentum } = self;
        *largest_velocity =
            learning_rate.abs() * largest_gradient + momentum.abs() * *largest_velocity;
        *largest_velocity
    }

    fn may_remember(self, largest_velocity: f32, &[velocity]: &[f32; 1]) -> bool {
        is_largest_velocity(largest_velocity) && keeps_to(largest_velocity, velocity)
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: f32, [velocity]: &mut [R; 1], parameter: R, gradient: R) -> R {
        *velocity = self.accelerate(*velocity, gradient);
        parameter - *velocity
    }

    compiled_once!();
}
