use super::{Momentum, NumbersOf, Optimizer};
use crate::network::Block;

/// Momentum that looks ahead: `v ← μ ∇L(w - α v) + α v`, `w ← w - v`.
///
/// The momentum is applied before the gradient is taken. (Nesterov, *A method for solving the convex
/// programming problem with convergence rate O(1/k²)*, 1983.)
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nesterov {
    momentum: Momentum,
}

/// What [`Nesterov`] remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct NesterovState<B> {
    velocity: B,
    ahead: B,
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
    type State<B: Block> = NesterovState<B>;

    fn start<B: Block>(&self) -> NesterovState<B> {
        NesterovState { velocity: B::zeros(), ahead: B::zeros() }
    }

    /// `w - α v`.
    #[inline]
    fn point<'a, B: Block>(
        &self,
        state: &'a mut NesterovState<B>,
        parameters: &'a NumbersOf<B>,
    ) -> &'a NumbersOf<B> {
        let current = parameters.iter().zip(state.velocity.numbers().iter());
        for (ahead, (w, v)) in state.ahead.numbers_mut().iter_mut().zip(current) {
            *ahead = w - self.momentum.share() * v;
        }
        state.ahead.numbers()
    }

    #[inline]
    fn step<B: Block>(
        &self,
        state: &mut NesterovState<B>,
        _parameters: &[f32],
        gradient: &mut [f32],
    ) {
        self.momentum.accelerate(state.velocity.numbers_mut(), gradient);
    }
}
