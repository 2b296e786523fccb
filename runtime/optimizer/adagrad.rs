use super::bounds::{check_epsilon, check_rate, is_sum_of_squares, keeps_to, longest_if};
use super::formulas::{divided_step, longest_divided_step};
use super::{Optimizer, PerParameter};
use crate::error::Error;
use crate::math::Real;

/// A learning rate for each parameter, which falls with its gradients: `s ← s + g²`,
/// `w ← w - μ g / (√s + ε)`, with `g = ∇L(w)`.
///
/// (Duchi, Hazan and Singer, *Adaptive Subgradient Methods for Online Learning and Stochastic Optimization*,
/// 2011.) `ε = 10⁻¹⁰` as in PyTorch. A gradient from `10¹⁹` on is refused: its square could be infinite.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let adagrad = AdaGrad::new(0.5).epsilon(1e-8);
/// let report = Trainer::new(MeanSquaredError, adagrad).epochs(500).fit(&mut net, &line)?;
/// assert!(report.loss < 1e-4);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdaGrad {
    learning_rate: f32,
    epsilon: f32,
}

impl AdaGrad {
    /// Descends by `learning_rate`, the `μ` of the formula: usually `0.01`.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, epsilon: 1e-10 }
    }

    /// The `ε` of the formula, at least `1e-16`. It is large against gradients whose squares are too small to be remembered,
    /// those below `1e-19`.
    #[must_use]
    pub const fn epsilon(self, epsilon: f32) -> Self {
        Self { epsilon, ..self }
    }
}

impl Optimizer for AdaGrad {
    /// The sum of the squares.
    type Memory = PerParameter<1>;
    /// No sum is larger, but for rounding.
    type State = f32;
    const NAME: &'static str = "AdaGrad";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_epsilon(self.epsilon)
    }

    fn start(self) -> f32 {
        0.0
    }

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    fn longest_step(self, largest_sum: &mut f32, largest_gradient: f32) -> f32 {
        *largest_sum += largest_gradient * largest_gradient;
        let length = longest_divided_step(largest_gradient, self.learning_rate, self.epsilon);
        longest_if(is_sum_of_squares(*largest_sum), length)
    }

    fn may_remember(self, largest_sum: f32, &[sum]: &[f32; 1]) -> bool {
        largest_sum >= 0.0
            && is_sum_of_squares(largest_sum)
            && sum >= 0.0
            && keeps_to(largest_sum, sum)
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: f32, [sum]: &mut [R; 1], parameter: R, gradient: R) -> R {
        *sum = gradient.multiply_add(gradient, *sum);
        divided_step(parameter, gradient, sum.sqrt(), self.learning_rate, self.epsilon)
    }
}
