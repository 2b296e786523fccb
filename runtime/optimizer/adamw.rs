use super::adam::AdamState;
use super::bounds::{check_decay, longest_if};
use super::formulas::{decayed, is_decay};
use super::weights_only::Decaying;
use super::{Adam, Optimizer, PerParameter, WeightsOnly};
use crate::error::Error;
use crate::math::Real;

/// [`Adam`] with weight decay of its own, which is not divided by the root:
/// `w ← w (1 - μ λ) - μ m̂ / (√v̂ + ε)`.
///
/// (Loshchilov and Hutter, *Decoupled Weight Decay Regularization*, 2019.) `λ = 0.01`, and the rest as that of
/// [`Adam`], as in PyTorch: there too `λ` is multiplied by the learning rate, and biases decay as weights do, unless
/// [`weights_only`](Self::weights_only) leaves them out. A step that shrinks a parameter by more than itself, `μ λ > 1`, is refused.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let adam_w = AdamW::new(0.05).weight_decay(0.001).betas(0.9, 0.99).epsilon(1e-7);
/// let mut trainer = Trainer::new(MeanSquaredError, adam_w);
/// assert!(trainer.epochs(500).fit(&mut net, &line)?.loss < 1e-3);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdamW {
    adam: Adam,
    weight_decay: f32,
}

impl AdamW {
    /// Descends by `learning_rate`, the `μ` of the formula: usually `0.001`.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { adam: Adam::new(learning_rate), weight_decay: 0.01 }
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

    /// `β₁` and `β₂` of [`Adam`], from 0 to below 1.
    #[must_use]
    pub const fn betas(self, first: f32, second: f32) -> Self {
        Self { adam: self.adam.betas(first, second), ..self }
    }

    /// The `ε` of the formula, at least `1e-16`. It is large against gradients whose squares are too small to be remembered,
    /// those below `1e-19`.
    #[must_use]
    pub const fn epsilon(self, epsilon: f32) -> Self {
        Self { adam: self.adam.epsilon(epsilon), ..self }
    }

    /// `μ λ`.
    const fn decay(self) -> f32 {
        self.adam.learning_rate * self.weight_decay
    }
}

impl Optimizer for AdamW {
    /// `m` and `v`.
    type Memory = PerParameter<2>;
    type State = AdamState;
    const NAME: &'static str = "AdamW";

    fn check(self) -> Result<(), Error> {
        self.adam.check()?;
        check_decay(self.decay())
    }

    fn start(self) -> AdamState {
        self.adam.start()
    }

    fn scaled(self, factor: f32) -> Self {
        Self { adam: self.adam.scaled(factor), ..self }
    }

    fn longest_step(self, state: &mut AdamState, largest_gradient: f32) -> f32 {
        let length = self.adam.longest_step(state, largest_gradient);
        longest_if(is_decay(self.decay()), length)
    }

    fn may_remember(self, state: AdamState, memory: &[f32; 2]) -> bool {
        self.adam.may_remember(state, memory)
    }

    #[inline(always)]
    fn step<R: Real>(self, state: AdamState, memory: &mut [R; 2], parameter: R, gradient: R) -> R {
        self.adam.step(state, memory, decayed(parameter, self.decay()), gradient)
    }

    compiled_once!();
}

impl Decaying for AdamW {
    fn decay(self) -> f32 {
        Self::decay(self)
    }

    fn without_decay(self) -> Self {
        Self { weight_decay: 0.0, ..self }
    }
}
