use super::bounds::longest_if;
use super::formulas::{decayed, is_decay};
use super::{Motion, Optimizer, RealsOf, Slices};
use crate::error::Error;
use crate::kernel::{Call, Isa, on_isa};
use crate::math::Real;

/// An optimizer whose weight decay shrinks the weights of dense layers alone: neither biases, nor the `γ` and `β` of
/// `layer_norm` and `affine`, nor the slopes of `prelu`.
///
/// What [`AdamW::weights_only`](super::AdamW::weights_only), [`Lion::weights_only`](super::Lion::weights_only) and
/// [`Sgd::weights_only`](super::Sgd::weights_only) give. In PyTorch it takes two parameter groups, of which that of the
/// tensors with one dimension has `weight_decay=0`. The formula is that of the optimizer: weights are multiplied by
/// `1 - μ λ` before its step, in a pass of their own, and all other parameters are not.
///
/// ```
/// use sinew::prelude::*;
///
/// // Nothing is to be learned: the output is the target, whatever the input.
/// let samples = [([0.0], [5.0])];
/// let mut net = network!(1 => 1);
/// net.parameters_mut().copy_from_slice(&[2.0, 5.0]);
/// let optimizer = AdamW::new(0.1).weight_decay(0.5).weights_only();
/// Trainer::new(MeanSquaredError, optimizer).step(&mut net, &samples)?;
/// assert_eq!(net.parameters(), &[2.0 * (1.0 - 0.1 * 0.5), 5.0]);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightsOnly<O> {
    optimizer: O,
}

/// An optimizer with weight decay that is apart from its step: `w ← w (1 - μ λ)` comes first.
pub trait Decaying: Optimizer {
    /// `μ λ`.
    fn decay(self) -> f32;

    /// The same with a `λ` of zero.
    #[must_use]
    fn without_decay(self) -> Self;
}

impl<O> WeightsOnly<O> {
    pub(super) const fn new(optimizer: O) -> Self {
        Self { optimizer }
    }
}

/// Multiplies some weights by `1 - share`.
pub(super) fn decay_all(call: Call, share: f32, weights: &mut [f32]) {
    on_isa!(call, isa => decay_each(isa, share, weights));
}

#[inline(always)]
fn decay_each<S: Isa>(isa: S, share: f32, weights: &mut [f32]) {
    for part in weights.chunks_mut(S::LANES) {
        isa.store(decayed(isa.load(part), share), part);
    }
}

/// All but the decay is done by the optimizer without it.
impl<O: Decaying> Optimizer for WeightsOnly<O> {
    type Memory = O::Memory;
    type State = O::State;
    const NAME: &'static str = O::NAME;
    const DECAYS_WEIGHTS: bool = true;

    fn check(self) -> Result<(), Error> {
        self.optimizer.check()
    }

    fn start(self) -> O::State {
        self.optimizer.start()
    }

    fn scaled(self, factor: f32) -> Self {
        Self::new(self.optimizer.scaled(factor))
    }

    fn decay_of_weights(self) -> f32 {
        self.optimizer.decay()
    }

    fn longest_step(self, state: &mut O::State, largest_gradient: f32) -> f32 {
        let length = self.optimizer.without_decay().longest_step(state, largest_gradient);
        longest_if(is_decay(self.optimizer.decay()), length)
    }

    fn may_remember(self, state: O::State, memory: &RealsOf<Self, f32>) -> bool {
        self.optimizer.may_remember(state, memory)
    }

    #[inline(always)]
    fn step<R: Real>(
        self,
        state: O::State,
        memory: &mut RealsOf<Self, R>,
        parameter: R,
        gradient: R,
    ) -> R {
        self.optimizer.without_decay().step(state, memory, parameter, gradient)
    }

    fn move_shared(
        self,
        call: Call,
        state: O::State,
        motion: Motion<'_>,
        slices: Slices<'_, Self>,
    ) {
        let Slices { parameters, memory } = slices;
        let slices = Slices { parameters, memory };
        self.optimizer.without_decay().move_shared(call, state, motion, slices);
    }
}
