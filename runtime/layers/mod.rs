//! The layers of a network: where their parameters lie, and what they do with them.

mod affine;
mod dense;
mod dropout;
mod keep;
mod layer_norm;
mod nested;
mod noise;
mod prelu;
mod residual;
mod standardize;
mod view;

pub use affine::Affine;
pub use dense::Dense;
pub use dropout::Dropout;
pub use layer_norm::LayerNorm;
pub use nested::{Nested, ParametersInside};
pub use noise::Noise;
pub use prelu::Prelu;
pub use residual::{Residual, ResidualTrace};
pub use standardize::Standardize;
pub use view::{Layer, NoBiases};

use core::ops::Range;

use crate::activation::{Activated, Activation, Differentiable};
use crate::diagnosis::Inspection;
use crate::executor::{Backward, Executor, Inputs};
use crate::init::Random;
use crate::kernel::{Array, Layout, OneSample, Sink, Values};
use crate::network::Fingerprint;

/// Compiles for an activation.
pub const fn is_activation<A: Activation>() {}

/// Compiles for a stage through which a gradient passes.
pub const fn is_trainable<S: TrainableStage>() {}

/// What a network does with the numbers of a sample on their way. Its parameters lie among the
/// network's, from an offset on that it holds.
pub trait Stage: Copy {
    /// The numbers that come in.
    type Input: Array;
    /// The numbers that go out.
    type Output: Array;
    /// How many parameters of layers inside it are frozen.
    const FROZEN: usize = 0;

    /// Where its parameters are among the network's.
    fn place(self) -> Range<usize>;

    /// How many of its parameters come before one of the network's.
    #[inline(always)]
    fn before(self, parameter: usize) -> usize {
        let Range { start, end } = self.place();
        parameter.min(end).saturating_sub(start)
    }

    /// Gives its parameters their start.
    fn initialize(self, random: &mut Random, parameters: &mut [f32]);

    /// Adds what tells it from other stages.
    fn fingerprint(self, fingerprint: &mut Fingerprint);

    /// What goes out.
    fn infer<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: impl Inputs<E>,
        output: &mut [f32],
    );
}

/// A stage through which a gradient passes.
#[diagnostic::on_unimplemented(
    message = "no gradient passes through this stage: a network around it cannot be trained",
    note = "`step` jumps from 0 to 1: its derivative is 0 wherever it exists; use a network that ends in `sigmoid`"
)]
///
/// Its last act is an activation, `linear` if it has none: `δ` is the derivative of the loss by what
/// that activation is given.
pub trait TrainableStage: Stage {
    /// Its activation.
    type Head: Differentiable;
    /// Whether weights of a layer inside it are regularized.
    const REGULARIZED: bool = false;
    /// What the way forward leaves for the way back.
    type Trace<L: Layout>;
    /// Its `δ`, and those inside it.
    type Deltas<L: Layout>;

    /// Its activation.
    fn activation(self) -> Self::Head;

    /// A place for what the way forward leaves.
    fn empty_trace<L: Layout>(self) -> Self::Trace<L>;

    /// A place for its `δ`.
    fn empty_deltas<L: Layout>(self) -> Self::Deltas<L>;

    /// What its activation is given, and what goes out.
    fn head<L: Layout>(self, trace: &Self::Trace<L>) -> &Activated<L::Values<Self::Output>>;

    /// The place of its `δ`.
    fn head_delta<L: Layout>(self, deltas: &mut Self::Deltas<L>) -> &mut L::Values<Self::Output>;

    /// What goes out.
    #[inline(always)]
    fn output<L: Layout>(self, trace: &Self::Trace<L>) -> &[f32] {
        self.head::<L>(trace).a.flat()
    }

    /// The place of its `δ`, and before that of the derivative of the loss by what goes out.
    #[inline(always)]
    fn delta_mut<L: Layout>(self, deltas: &mut Self::Deltas<L>) -> &mut [f32] {
        self.head_delta::<L>(deltas).flat_mut()
    }

    /// The way forward.
    fn trace<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: &[f32],
        noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    );

    /// From its own `δ` to those inside it.
    #[inline(always)]
    fn backpropagate<E: Executor>(
        self,
        _executor: E,
        _parameters: &[f32],
        _trace: &Self::Trace<E::Layout>,
        _deltas: &mut Self::Deltas<E::Layout>,
    ) {
    }

    /// Its `δ` and those inside it; in the place of its own is the derivative of the loss by what goes out.
    #[inline(always)]
    fn delta<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
    ) {
        backward::<Self, E>(self, executor, trace, deltas);
        self.backpropagate(executor, parameters, trace, deltas);
    }

    /// How many of the parameters of layers inside it that are frozen come before one of the network's.
    #[inline(always)]
    fn frozen_before(self, _parameter: usize) -> usize {
        0
    }

    /// The gradient of its parameters.
    fn gradient<E: Executor, S: Sink>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
        sink: &mut S,
    );

    /// The gradient of the penalties on its weights.
    #[inline(always)]
    fn regularize<S: Sink>(self, _parameters: &[f32], _sink: &mut S) {}

    /// Visits its weights, by their places among the network's parameters: those of dense layers alone.
    #[inline(always)]
    fn each_weights<V: FnMut(Range<usize>)>(self, _visit: &mut V) {}

    /// No number of the gradient is larger in magnitude; not finite if one is not.
    fn largest_gradient<E: Executor>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
    ) -> f32;

    /// The derivative of the loss by what comes in.
    fn input_gradient<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    );

    /// Shows each layer inside it: itself, unless it is made of others.
    fn inspect(
        self,
        trace: &Self::Trace<OneSample>,
        inspection: &mut Inspection<'_, Self::Deltas<OneSample>>,
    ) {
        let head = self.head::<OneSample>(trace);
        inspection.show(self.place(), self.activation(), head, |units| {
            self.head_delta::<OneSample>(units)
        });
    }
}

/// From the derivative of the loss by what goes out of a stage to its `δ`, in place.
#[inline(always)]
fn backward<S: TrainableStage, E: Executor>(
    stage: S,
    executor: E,
    trace: &S::Trace<E::Layout>,
    deltas: &mut S::Deltas<E::Layout>,
) {
    let layer = stage.head::<E::Layout>(trace).flat();
    let delta = stage.delta_mut::<E::Layout>(deltas);
    let activation = stage.activation();
    executor.run::<S::Output, _>(Backward { activation, layer, delta });
}

/// A bound for the sums over all samples of `factor δ`, and of `δ` alone: the gradient of weights and of biases.
#[inline(always)]
fn largest_product<E: Executor>(executor: E, factors: &[f32], delta: &[f32]) -> f32 {
    let factor = executor.largest_magnitude(factors);
    // Where the largest is not a number, the product is none.
    let factor = if factor < 1.0 { 1.0 } else { factor };
    // In this order, so that a large factor does not overflow where there is no gradient.
    factor * executor.largest_magnitude(delta) * E::SAMPLES as f32
}
