use super::{Momentum, Optimizer, PerParameter};
use crate::error::Error;
use crate::math::Real;

/// Momentum that looks ahead: `v ← μ ∇L(w - α v) + α v`, `w ← w - v`.
///
/// The momentum is applied before the gradient is taken. (Nesterov, *A method for solving the convex
/// programming problem with convergence rate O(1/k²)*, 1983.)
///
/// PyTorch keeps the point ahead, `w - α v`, in place of `w`; with one learning rate the steps are the same. With
/// one that changes they differ as those of [`Momentum`] do.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Nesterov::new(0.02, 0.9));
/// assert!(trainer.epochs(500).fit(&mut net, &line)?.loss < 1e-4);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nesterov {
    momentum: Momentum,
}

impl Nesterov {
    /// Descends by `learning_rate`, the `μ` of the formula, and keeps the share `momentum`, `α`, of
    /// the velocity: usually `0.9`.
    #[must_use]
    pub const fn new(learning_rate: f32, momentum: f32) -> Self {
        Self { momentum: Momentum::new(learning_rate, momentum) }
    }
}

impl Optimizer for Nesterov {
    /// The velocity, and the parameter while the gradient is taken ahead of it.
    type Memory = PerParameter<2>;
    /// No velocity is larger.
    type State = f32;
    const LOOKS_AHEAD: bool = true;
    const NAME: &'static str = "Nesterov";

    fn check(self) -> Result<(), Error> {
        self.momentum.check()
    }

    fn start(self) -> f32 {
        self.momentum.start()
    }

    fn scaled(self, factor: f32) -> Self {
        Self { momentum: self.momentum.scaled(factor) }
    }

    fn longest_step(self, largest_velocity: &mut f32, largest_gradient: f32) -> f32 {
        self.momentum.longest_step(largest_velocity, largest_gradient)
    }

    /// The parameter is written before it is read.
    fn may_remember(self, largest_velocity: f32, &[velocity, _kept]: &[f32; 2]) -> bool {
        self.momentum.may_remember(largest_velocity, &[velocity])
    }

    #[inline(always)]
    fn step<R: Real>(
        self,
        _state: f32,
        [velocity, _parameter]: &mut [R; 2],
        parameter: R,
        gradient: R,
    ) -> R {
        *velocity = self.momentum.accelerate(*velocity, gradient);
        parameter - *velocity
    }

    /// `w - α v`.
    #[inline(always)]
    fn look_ahead<R: Real>(self, [velocity, kept]: &mut [R; 2], parameter: R) -> R {
        *kept = parameter;
        parameter - *velocity * self.momentum.share()
    }

    /// `w`.
    #[inline(always)]
    fn look_back<R: Real>(self, [_velocity, kept]: &[R; 2], _ahead: R) -> R {
        *kept
    }
}
