//! What is done with the gradient of some samples: it is summed, or a step is taken along it.

use super::samples::Samples;
use crate::error::Quantity;
use crate::executor::Executor;
use crate::kernel::library;
use crate::math::Sum;
use crate::network::{
    Block, ParametersOf, Trainable, TrainableArchitecture, TrainedOf, of_trained,
};
use crate::optimizer::{Descent, Optimizer};

/// What the passes forward and back leave for the gradient.
pub(super) struct Traced<'a, A: TrainableArchitecture, E: Executor> {
    pub(super) trace: &'a A::Trace<E::Layout>,
    pub(super) deltas: &'a A::Deltas<E::Layout>,
}

/// What is done with the gradient of some samples.
pub(super) trait Goal<N: Trainable> {
    /// Where the gradient is taken.
    fn parameters(&self) -> &ParametersOf<N>;

    /// Takes the gradient of samples that lose `loss`.
    fn take<E: Executor>(
        &mut self,
        executor: E,
        samples: Samples<'_>,
        traced: Traced<'_, N::Architecture, E>,
        loss: f32,
    );
}

/// The mean loss, and its gradient as a sum over all samples.
pub(super) struct Gradient<'a, N: Trainable> {
    pub(super) parameters: &'a ParametersOf<N>,
    pub(super) sum: &'a mut TrainedOf<N>,
    pub(super) mean: Sum,
}

impl<N: Trainable> Goal<N> for Gradient<'_, N> {
    #[inline(always)]
    fn parameters(&self) -> &ParametersOf<N> {
        self.parameters
    }

    #[inline(always)]
    fn take<E: Executor>(
        &mut self,
        executor: E,
        samples: Samples<'_>,
        traced: Traced<'_, N::Architecture, E>,
        loss: f32,
    ) {
        self.mean.add(loss);
        add_gradient(executor, samples, traced, self.sum);
    }
}

#[inline(always)]
fn add_gradient<A: TrainableArchitecture, E: Executor>(
    executor: E,
    samples: Samples<'_>,
    Traced { trace, deltas }: Traced<'_, A, E>,
    sum: &mut TrainedOf<A>,
) {
    A::gradient(executor, samples.input, trace, deltas, &mut of_trained::<A>(sum));
}

/// A step on samples that are computed all at once, or a part of the gradient of others.
pub(super) struct Descending<'a, 'b, N: Trainable, O: Optimizer> {
    pub(super) descent: &'a mut Descent<'b, N, O>,
    /// The sum of the gradient, or its place where a step cannot be taken as it leaves the registers.
    pub(super) gradient: &'a mut Block<N::Trained>,
    at_once: bool,
    /// The mean loss of those before.
    pub(super) mean: Sum,
    /// Of a step: the loss.
    loss: f32,
    /// Of a step that was not taken: what was not finite.
    refused: Option<Quantity>,
}

impl<'a, 'b, N: Trainable, O: Optimizer> Descending<'a, 'b, N, O> {
    #[inline(always)]
    pub(super) fn new(
        descent: &'a mut Descent<'b, N, O>,
        gradient: &'a mut Block<N::Trained>,
        at_once: bool,
        mean: Sum,
    ) -> Self {
        Self { descent, gradient, at_once, mean, loss: 0.0, refused: None }
    }

    #[inline(always)]
    pub(super) fn outcome(self) -> Result<f32, Quantity> {
        self.refused.map_or(Ok(self.loss), Err)
    }

    #[inline(always)]
    fn step<E: Executor>(
        &mut self,
        executor: E,
        samples: Samples<'_>,
        traced: Traced<'_, N::Architecture, E>,
        loss: f32,
    ) -> Result<(), Quantity> {
        if !loss.is_finite() {
            self.descent.leave();
            return Err(Quantity::Loss);
        }
        if const { E::IS_INLINE || E::SAMPLES > 1 } {
            let Traced { trace, deltas } = traced;
            let largest = N::Architecture::largest_gradient(executor, samples.input, trace, deltas);
            self.descent.allow(largest)?;
            N::Architecture::gradient(executor, samples.input, trace, deltas, self.descent);
        } else {
            let gradient = self.gradient.numbers_mut();
            library::clear(gradient);
            add_gradient(executor, samples, traced, gradient);
            self.descent.along(executor, gradient)?;
        }
        Ok(())
    }
}

impl<N: Trainable, O: Optimizer> Goal<N> for Descending<'_, '_, N, O> {
    #[inline(always)]
    fn parameters(&self) -> &ParametersOf<N> {
        self.descent.parameters()
    }

    #[inline(always)]
    fn take<E: Executor>(
        &mut self,
        executor: E,
        samples: Samples<'_>,
        traced: Traced<'_, N::Architecture, E>,
        loss: f32,
    ) {
        // A tile is only here for a step.
        if self.at_once || const { E::SAMPLES > 1 } {
            self.loss = loss;
            self.refused = self.step(executor, samples, traced, loss).err();
        } else {
            self.mean.add(loss);
            add_gradient(executor, samples, traced, self.gradient.numbers_mut());
        }
    }
}
