//! How a gradient becomes a step. The formulas are in the notation of each type's page: `w` the
//! parameters, `μ` the learning rate, `α` the momentum, `v` the velocity.

mod descent;
mod memory;
mod momentum;
mod nesterov;
mod sgd;

pub(crate) use descent::Descent;
pub use memory::{BlocksOf, Memory, NumbersOf, PerParameter, RealsOf};
pub use momentum::Momentum;
pub use nesterov::Nesterov;
pub use sgd::Sgd;

use crate::math::Real;
use crate::network::Block;

/// What tunes the step while training.
///
/// A step is a function of one parameter, its gradient, and what is remembered of it, so that it can
/// be taken as soon as the gradient is known, in vectors. One of one's own:
///
/// ```
/// use sinew::prelude::*;
/// use sinew::{Optimizer, PerParameter, Real};
///
/// /// `w ← w - μ g / √(s + ε)`, where `s` is the sum of all squares of the gradient so far.
/// #[derive(Debug, Clone, Copy)]
/// struct AdaGrad {
///     learning_rate: f32,
/// }
///
/// impl Optimizer for AdaGrad {
///     type Memory = PerParameter<1>;
///     type State = ();
///
///     fn start(self) {}
///
///     /// No gradient is longer than the root of the sum of which its square is a part.
///     fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
///         if largest_gradient < 1e18 { self.learning_rate } else { f32::INFINITY }
///     }
///
///     #[inline(always)]
///     fn step<R: Real>(self, _state: (), memory: &mut [R; 1], parameter: R, gradient: R) -> R {
///         memory[0] = memory[0] + gradient * gradient;
///         parameter - gradient / (memory[0] + 1e-12).sqrt() * self.learning_rate
///     }
/// }
///
/// let samples = [([0.0, 1.0], [1.0]), ([1.0, 0.0], [0.0])];
/// let mut net = network!(2 => 4 tanh => 1 sigmoid);
/// net.reseed(7);
/// let mut trainer = Trainer::new(BinaryCrossEntropy, AdaGrad { learning_rate: 0.5 });
/// assert!(trainer.epochs(200).fit(&mut net, &samples)?.loss < 0.01);
/// # Ok::<(), sinew::Error>(())
/// ```
pub trait Optimizer: Copy {
    /// What it remembers of each parameter; zero at first.
    type Memory: Memory;
    /// What it remembers of all of them.
    type State: Copy;

    /// The state before the first step.
    fn start(self) -> Self::State;

    /// Called once before each step: how long the step of any parameter can be, if no number of the
    /// gradient is larger in magnitude than `largest_gradient`.
    ///
    /// A step that could be so long that a parameter overflows is not taken, and neither is one whose
    /// length is not a number.
    fn longest_step(self, state: &mut Self::State, largest_gradient: f32) -> f32;

    /// One parameter after the step. Mark it `#[inline(always)]`: it is compiled for each level of the
    /// CPU.
    fn step<R: Real>(
        self,
        state: Self::State,
        memory: &mut RealsOf<Self, R>,
        parameter: R,
        gradient: R,
    ) -> R;

    /// Where the gradient is to be taken. Unless an optimizer looks ahead, at the parameters.
    fn point<'a, B: Block>(
        self,
        _memory: &'a mut BlocksOf<Self, B>,
        parameters: &'a NumbersOf<B>,
    ) -> &'a NumbersOf<B> {
        parameters
    }
}
