use core::ops::Range;

use super::{Fingerprint, Network, ParametersOf, Shape};
use crate::activation::{Activated, Differentiable};
use crate::diagnosis::Inspection;
use crate::executor::{Executor, Inputs};
use crate::init::Random;
use crate::kernel::{Layout, OneSample, Sink};
use crate::layers::Noise;

/// What the way forward through the network `N` leaves: the `z` and `a` of every layer.
pub type TraceOf<N, L = OneSample> =
    <<N as Network>::Architecture as TrainableArchitecture>::Trace<L>;

/// The `δ` of every layer of the network `N`.
pub(crate) type DeltasOf<N, L = OneSample> =
    <<N as Network>::Architecture as TrainableArchitecture>::Deltas<L>;

/// What a network computes, as functions of its parameters. A [`Network`] owns those, wherever it keeps them.
pub trait Architecture: Shape {
    /// Gives all parameters their random start.
    #[doc(hidden)]
    fn initialize(parameters: &mut ParametersOf<Self>, random: &mut Random);

    /// Adds what tells it from other architectures.
    #[doc(hidden)]
    fn fingerprint(fingerprint: &mut Fingerprint);

    /// The outputs of the network with these parameters.
    #[doc(hidden)]
    fn infer<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        input: impl Inputs<E>,
        output: &mut [f32],
    );
}

/// An architecture that gradient descent can train.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be trained by gradient descent",
    note = "a network can if none of its activations is `step`, whose derivative is 0 wherever it exists; train with `sigmoid`, or set the weights by hand"
)]
pub trait TrainableArchitecture: Architecture {
    /// The activation of the last layer. Which losses fit depends on it.
    type Head: Differentiable;
    /// The activation of the last layer.
    #[doc(hidden)]
    const HEAD: Self::Head;
    /// Whether weights of a layer are regularized: the gradient is then more than the loss's.
    #[doc(hidden)]
    const REGULARIZED: bool = false;
    /// The `z` and `a` of every layer.
    type Trace<L: Layout>;
    /// The `δ` of every layer, `∂L/∂z`.
    #[doc(hidden)]
    type Deltas<L: Layout>;

    /// A place for the `z` and `a` of every layer.
    #[doc(hidden)]
    fn empty_trace<L: Layout>() -> Self::Trace<L>;

    /// A place for the `δ` of every layer.
    #[doc(hidden)]
    fn empty_deltas<L: Layout>() -> Self::Deltas<L>;

    /// The `z` and `a` of every layer.
    #[doc(hidden)]
    fn trace<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        input: &[f32],
        noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    );

    /// The `z` and `a` of the last layer.
    #[doc(hidden)]
    fn head<L: Layout>(trace: &Self::Trace<L>) -> &Activated<L::Values<Self::Output>>;

    /// The place of the last layer's `δ`.
    #[doc(hidden)]
    fn head_delta<L: Layout>(deltas: &mut Self::Deltas<L>) -> &mut L::Values<Self::Output>;

    /// `δ` of every layer, from that of the last.
    #[doc(hidden)]
    fn backpropagate<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
    );

    /// The gradient of all parameters.
    #[doc(hidden)]
    fn gradient<E: Executor, S: Sink>(
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
        sink: &mut S,
    );

    /// The gradient of the penalties on weights, if it is `REGULARIZED`.
    #[doc(hidden)]
    #[inline(always)]
    fn regularize<S: Sink>(_parameters: &ParametersOf<Self>, _sink: &mut S) {}

    /// Visits the weights of each dense layer that is trained, by the places that they have among all parameters.
    #[doc(hidden)]
    fn each_weights<V: FnMut(Range<usize>)>(visit: &mut V);

    /// No number of the gradient is larger in magnitude; not finite if one is not.
    #[doc(hidden)]
    fn largest_gradient<E: Executor>(
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
    ) -> f32;

    /// The derivative of the loss by the inputs.
    #[doc(hidden)]
    fn input_gradient<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    );

    /// Shows each layer after the way forward of a sample.
    #[doc(hidden)]
    fn inspect(
        trace: &Self::Trace<OneSample>,
        inspection: &mut Inspection<'_, Self::Deltas<OneSample>>,
    );

    /// How many of the parameters before this one are frozen: no step changes them.
    #[doc(hidden)]
    #[inline(always)]
    #[must_use]
    fn frozen_before(_parameter: usize) -> usize {
        0
    }
}
