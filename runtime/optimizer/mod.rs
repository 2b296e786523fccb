//! How a gradient becomes a step. The formulas are in the notation of each type's page: `w` the
//! parameters, `μ` the learning rate, `α` the momentum, `v` the velocity.

mod momentum;
mod nesterov;
mod sgd;

pub use momentum::Momentum;
pub use nesterov::{Nesterov, NesterovState};
pub use sgd::Sgd;

use generic_array::GenericArray;

use crate::network::Block;

/// What tunes the step while training.
pub trait Optimizer {
    /// What it remembers from step to step; `B` is a buffer as large as the parameters.
    type State<B: Block>;

    /// The state before the first step.
    fn start<B: Block>(&self) -> Self::State<B>;

    /// Where the gradient is to be taken. Unless an optimizer looks ahead, at the parameters.
    fn point<'a, B: Block>(
        &self,
        _state: &'a mut Self::State<B>,
        parameters: &'a NumbersOf<B>,
    ) -> &'a NumbersOf<B> {
        parameters
    }

    /// Turns the gradient into the step, which will be subtracted from the parameters.
    fn step<B: Block>(&self, state: &mut Self::State<B>, parameters: &[f32], gradient: &mut [f32]);
}

/// As many numbers as a buffer `B` holds.
pub type NumbersOf<B> = GenericArray<f32, <B as Block>::Length>;
