use super::bounds::{
    check_epsilon, check_rate, check_share, is_mean_of_squares, is_share, is_squarable, longest_if,
};
use super::formulas::{divided_step, longest_divided_step, running_mean};
use super::{Optimizer, PerParameter};
use crate::error::Error;
use crate::math::Real;

/// Steps divided by the root of the mean of recent squares: `s ← α s + (1 - α) g²`,
/// `w ← w - μ g / (√s + ε)`, with `g = ∇L(w)`.
///
/// (Tieleman and Hinton, *Neural Networks for Machine Learning*, lecture 6.5, 2012.) `α = 0.99` and `ε = 10⁻⁸` as
/// in PyTorch. A gradient from `10¹⁹` on is refused: its square could be infinite.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let rms_prop = RmsProp::new(0.01).smoothing(0.9).epsilon(1e-7);
/// let report = Trainer::new(MeanSquaredError, rms_prop).epochs(500).fit(&mut net, &line)?;
/// assert!(report.loss < 1e-3);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RmsProp {
    learning_rate: f32,
    smoothing: f32,
    epsilon: f32,
}

impl RmsProp {
    /// Descends by `learning_rate`, the `μ` of the formula: usually `0.01`.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, smoothing: 0.99, epsilon: 1e-8 }
    }

    /// The `α` of the formula, from 0 to below 1: the share that the mean of the squares keeps.
    #[must_use]
    pub const fn smoothing(self, share: f32) -> Self {
        Self { smoothing: share, ..self }
    }

    /// The `ε` of the formula, at least `1e-16`. It is large against gradients whose squares are too small to be remembered,
    /// those below `1e-19`.
    #[must_use]
    pub const fn epsilon(self, epsilon: f32) -> Self {
        Self { epsilon, ..self }
    }
}

impl Optimizer for RmsProp {
    /// The mean of the squares.
    type Memory = PerParameter<1>;
    type State = ();
    const NAME: &'static str = "RmsProp";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_share(self.smoothing, "smoothing")?;
        check_epsilon(self.epsilon)
    }

    fn start(self) {}

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
        let length = longest_divided_step(largest_gradient, self.learning_rate, self.epsilon);
        longest_if(is_share(self.smoothing) && is_squarable(largest_gradient), length)
    }

    fn may_remember(self, (): (), &[mean]: &[f32; 1]) -> bool {
        is_mean_of_squares(mean)
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: (), [mean]: &mut [R; 1], parameter: R, gradient: R) -> R {
        *mean = running_mean(*mean, gradient * gradient, self.smoothing);
        divided_step(parameter, gradient, mean.sqrt(), self.learning_rate, self.epsilon)
    }
}
