use super::bounds::{check_betas, check_decay, check_rate, is_share, keeps_to, longest_if};
use super::formulas::{decayed, is_decay, running_mean};
use super::weights_only::Decaying;
use super::{Optimizer, PerParameter, WeightsOnly};
use crate::error::Error;
use crate::math::Real;

/// Steps of one length, the sign of a mean of recent gradients: `c = β₁ m + (1 - β₁) g`,
/// `w ← w (1 - μ λ) - μ sign(c)`, `m ← β₂ m + (1 - β₂) g`, with `g = ∇L(w)` and `sign(0) = 0`.
///
/// (Chen et al., *Symbolic Discovery of Optimization Algorithms*, 2023.) `β₁ = 0.9`, `β₂ = 0.99` and `λ = 0` as
/// there. It wants a learning rate three to ten times smaller than [`AdamW`](crate::AdamW), and a `λ` as much
/// larger. A step that shrinks a parameter by more than itself, `μ λ > 1`, is refused.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let lion = Lion::new(0.005).betas(0.9, 0.98).weight_decay(0.001);
/// let report = Trainer::new(MeanSquaredError, lion).epochs(1000).fit(&mut net, &line)?;
/// assert!(report.loss < 1e-2);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lion {
    learning_rate: f32,
    betas: [f32; 2],
    weight_decay: f32,
}

/// Means of smaller gradients are finite, however they are rounded.
const LARGEST: f32 = 1e38;

impl Lion {
    /// Descends by `learning_rate`, the `μ` of the formula: usually `0.0001`.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, betas: [0.9, 0.99], weight_decay: 0.0 }
    }

    /// `β₁` and `β₂` of the formula, from 0 to below 1.
    #[must_use]
    pub const fn betas(self, first: f32, second: f32) -> Self {
        Self { betas: [first, second], ..self }
    }

    /// The `λ` of the formula.
    #[must_use]
    pub const fn weight_decay(self, rate: f32) -> Self {
        Self { weight_decay: rate, ..self }
    }

    /// The same with its weight decay for the weights of dense layers alone, and for no biases and no parameters of other
    /// stages: see [`WeightsOnly`], which has an example.
    #[must_use]
    pub const fn weights_only(self) -> WeightsOnly<Self> {
        WeightsOnly::new(self)
    }

    /// `μ λ`.
    const fn decay(self) -> f32 {
        self.learning_rate * self.weight_decay
    }
}

#[inline(always)]
fn sign<R: Real>(x: R) -> R {
    let zero = x.constant(0.0);
    let if_not_negative = zero.select_less(x, x.constant(1.0), zero);
    x.select_less(zero, x.constant(-1.0), if_not_negative)
}

impl Optimizer for Lion {
    /// `m`.
    type Memory = PerParameter<1>;
    type State = ();
    const NAME: &'static str = "Lion";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_betas(self.betas)?;
        check_decay(self.decay())
    }

    fn start(self) {}

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
        let [first, second] = self.betas;
        let are_means = is_share(first) && is_share(second) && largest_gradient < LARGEST;
        longest_if(are_means && is_decay(self.decay()), self.learning_rate.abs())
    }

    fn may_remember(self, (): (), &[mean]: &[f32; 1]) -> bool {
        keeps_to(LARGEST, mean)
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: (), [mean]: &mut [R; 1], parameter: R, gradient: R) -> R {
        let [first, second] = self.betas;
        let direction = sign(running_mean(*mean, gradient, first));
        *mean = running_mean(*mean, gradient, second);
        direction
            .multiply_add(parameter.constant(-self.learning_rate), decayed(parameter, self.decay()))
    }
}

impl Decaying for Lion {
    fn decay(self) -> f32 {
        Self::decay(self)
    }

    fn without_decay(self) -> Self {
        Self { weight_decay: 0.0, ..self }
    }
}
