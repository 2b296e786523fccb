use super::bounds::{
    check_betas, check_epsilon, check_rate, is_largest_mean, is_mean_of_squares, is_share,
    is_squarable, keeps_to, longest_if,
};
use super::formulas::{divided_step, longest_divided_step, running_mean};
use super::{Optimizer, PerParameter};
use crate::error::Error;
use crate::math::{Real, square_root};

/// Steps along the mean of recent gradients, divided by the root of the mean of their squares:
/// `m ← β₁ m + (1 - β₁) g`, `v ← β₂ v + (1 - β₂) g²`, `w ← w - μ m̂ / (√v̂ + ε)`, with `g = ∇L(w)`,
/// `m̂ = m / (1 - β₁ᵗ)` and `v̂ = v / (1 - β₂ᵗ)` at step `t`, from 1.
///
/// (Kingma and Ba, *Adam: A Method for Stochastic Optimization*, 2015.) `β₁ = 0.9`, `β₂ = 0.999` and `ε = 10⁻⁸`
/// as there and in PyTorch. A gradient from `10¹⁹` on is refused: its square could be infinite.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let adam = Adam::new(0.05).betas(0.9, 0.99).epsilon(1e-7);
/// let report = Trainer::new(MeanSquaredError, adam).epochs(500).fit(&mut net, &line)?;
/// assert!(report.loss < 1e-4);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adam {
    pub(super) learning_rate: f32,
    betas: [f32; 2],
    epsilon: f32,
}

impl Adam {
    /// Descends by `learning_rate`, the `μ` of the formula: usually `0.001`.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, betas: [0.9, 0.999], epsilon: 1e-8 }
    }

    /// `β₁` and `β₂` of the formula, from 0 to below 1: the shares that both means keep of themselves.
    #[must_use]
    pub const fn betas(self, first: f32, second: f32) -> Self {
        Self { betas: [first, second], ..self }
    }

    /// The `ε` of the formula, at least `1e-16`. It is large against gradients whose squares are too small to be remembered,
    /// those below `1e-19`.
    #[must_use]
    pub const fn epsilon(self, epsilon: f32) -> Self {
        Self { epsilon, ..self }
    }
}

/// What [`Adam`] remembers of all parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AdamState {
    /// `1 - β₁ᵗ` and `1 - β₂ᵗ`.
    corrections: [f64; 2],
    /// No `m` is larger.
    largest_mean: f32,
    /// `μ / (1 - β₁ᵗ)`.
    rate: f32,
    /// `1 / √(1 - β₂ᵗ)`.
    root: f32,
}

impl AdamState {
    /// Whether steps can lead to it.
    fn is_possible(self) -> bool {
        let Self { corrections, largest_mean, rate, root } = self;
        corrections.iter().all(|correction| (0.0..=1.0).contains(correction))
            && is_largest_mean(largest_mean)
            && rate.is_finite()
            && root.is_finite()
    }
}

/// `1 - βᵗ`, from the one of the step before. No two numbers that are nearly alike are subtracted, and none
/// becomes subnormal, as `βᵗ` itself does: it is the running mean of ones.
fn next_correction(correction: f64, beta: f32) -> f64 {
    let beta = f64::from(beta);
    beta * correction + (1.0 - beta)
}

impl Optimizer for Adam {
    /// `m` and `v`.
    type Memory = PerParameter<2>;
    type State = AdamState;
    const NAME: &'static str = "Adam";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_betas(self.betas)?;
        check_epsilon(self.epsilon)
    }

    fn start(self) -> AdamState {
        AdamState { corrections: [0.0; 2], largest_mean: 0.0, rate: 0.0, root: 0.0 }
    }

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    #[allow(clippy::cast_possible_truncation, reason = "both are between 0 and 1")]
    fn longest_step(self, state: &mut AdamState, largest_gradient: f32) -> f32 {
        let [first, second] = self.betas;
        let [of_mean, of_squares] = &mut state.corrections;
        *of_mean = next_correction(*of_mean, first);
        *of_squares = next_correction(*of_squares, second);
        state.rate = self.learning_rate / *of_mean as f32;
        state.root = 1.0 / square_root(*of_squares as f32);
        state.largest_mean = running_mean(state.largest_mean, largest_gradient, first);
        let length = longest_divided_step(state.largest_mean, state.rate, self.epsilon);
        let are_means = is_share(first) && is_share(second) && state.root.is_finite();
        longest_if(are_means && is_squarable(largest_gradient), length)
    }

    fn may_remember(self, state: AdamState, &[mean, squares]: &[f32; 2]) -> bool {
        state.is_possible() && keeps_to(state.largest_mean, mean) && is_mean_of_squares(squares)
    }

    #[inline(always)]
    fn step<R: Real>(
        self,
        state: AdamState,
        [mean, squares]: &mut [R; 2],
        parameter: R,
        gradient: R,
    ) -> R {
        let [first, second] = self.betas;
        *mean = running_mean(*mean, gradient, first);
        *squares = running_mean(*squares, gradient * gradient, second);
        divided_step(parameter, *mean, squares.sqrt() * state.root, state.rate, self.epsilon)
    }

    compiled_once!();
}
