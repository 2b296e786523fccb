use super::bounds::{check_decay, check_rate, longest_if};
use super::formulas::{decayed, is_decay};
use super::weights_only::Decaying;
use super::{Motion, Optimizer, PerParameter, Slices, WeightsOnly};
use crate::error::Error;
use crate::kernel::{Call, on_isa};
use crate::math::Real;

/// Plain gradient descent: `w ← w - μ ∇L(w)`; with weight decay `λ`, `w ← w (1 - μ λ) - μ ∇L(w)`.
///
/// The decay is that of a penalty `λ/2 Σ w²` on the loss, over all parameters that are trained, biases too, as
/// in PyTorch; with [`weights_only`](Sgd::weights_only) over the weights of dense layers alone. A step that shrinks a
/// parameter by more than itself, `μ λ > 1`, is refused.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([1.0], [2.0])];
/// let mut net = network!(1 => 1 [no_bias]);
/// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1).weight_decay(2.0));
/// trainer.epochs(100).fit(&mut net, &line)?;
/// // Where both pull alike: 2 (w - 2) + 2 w = 0.
/// assert!((net.parameters()[0] - 1.0).abs() < 1e-5);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgd<const DECAYS: bool = false> {
    learning_rate: f32,
    weight_decay: f32,
}

impl Sgd {
    /// Descends by `learning_rate`, the `μ` of the formula, times the gradient.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate, weight_decay: 0.0 }
    }
}

impl<const DECAYS: bool> Sgd<DECAYS> {
    /// With weight decay, the `λ` of the formula. Without, none of it is computed.
    #[must_use]
    pub const fn weight_decay(self, rate: f32) -> Sgd<true> {
        Sgd { learning_rate: self.learning_rate, weight_decay: rate }
    }

    /// `μ λ`.
    const fn decay(self) -> f32 {
        self.learning_rate * self.weight_decay
    }
}

impl Sgd<true> {
    /// The same with its weight decay for the weights of dense layers alone, and for no biases and no parameters of other
    /// stages: see [`WeightsOnly`], which has an example.
    #[must_use]
    pub const fn weights_only(self) -> WeightsOnly<Self> {
        WeightsOnly::new(self)
    }
}

impl<const DECAYS: bool> Optimizer for Sgd<DECAYS> {
    type Memory = PerParameter<0>;
    type State = ();
    const NAME: &'static str = "Sgd";

    fn check(self) -> Result<(), Error> {
        check_rate(self.learning_rate)?;
        check_decay(self.decay())
    }

    fn start(self) {}

    fn scaled(self, factor: f32) -> Self {
        Self { learning_rate: self.learning_rate * factor, ..self }
    }

    fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
        longest_if(!DECAYS || is_decay(self.decay()), (self.learning_rate * largest_gradient).abs())
    }

    fn may_remember(self, (): (), []: &[f32; 0]) -> bool {
        true
    }

    #[inline(always)]
    fn step<R: Real>(self, _state: (), _memory: &mut [R; 0], parameter: R, gradient: R) -> R {
        let parameter = if DECAYS { decayed(parameter, self.decay()) } else { parameter };
        gradient.multiply_add(gradient.constant(-self.learning_rate), parameter)
    }

    /// Without decay the parameter minus zero times the parameter is the parameter.
    fn move_shared(self, call: Call, (): (), motion: Motion<'_>, slices: Slices<'_, Self>) {
        let Self { learning_rate, weight_decay } = self;
        let Slices { parameters, memory } = slices;
        let slices = Slices::<Sgd<true>> { parameters, memory };
        move_decaying(Sgd { learning_rate, weight_decay }, call, motion, slices);
    }
}

fn move_decaying(sgd: Sgd<true>, call: Call, motion: Motion<'_>, slices: Slices<'_, Sgd<true>>) {
    on_isa!(call, isa => slices.move_all(isa, sgd, (), motion));
}

impl Decaying for Sgd<true> {
    fn decay(self) -> f32 {
        Self::decay(self)
    }

    fn without_decay(self) -> Self {
        Self { weight_decay: 0.0, ..self }
    }
}
