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
use crate::init::Random;
use crate::kernel::{
    Array, Inputs, Isa, Kernel, Layout, OneSample, Update, ValuesOf, largest_magnitude,
};

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

    /// What goes out.
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: impl Inputs<K, Self::Input>,
        output: &mut ValuesOf<K, Self::Output>,
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

    /// The way forward.
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, Self::Input>,
        noise: Noise,
        trace: &mut Self::Trace<K::Layout>,
    );

    /// From its own `δ` to those inside it.
    #[inline(always)]
    fn backpropagate<K: Kernel>(
        self,
        _kernel: K,
        _parameters: &[f32],
        _trace: &Self::Trace<K::Layout>,
        _deltas: &mut Self::Deltas<K::Layout>,
    ) {
    }

    /// Its `δ` and those inside it, from the derivative of the loss by what goes out.
    #[inline(always)]
    fn delta<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Self::Trace<K::Layout>,
        by_output: &ValuesOf<K, Self::Output>,
        deltas: &mut Self::Deltas<K::Layout>,
    ) {
        let (head, delta) = (self.head::<K::Layout>(trace), self.head_delta::<K::Layout>(deltas));
        self.activation().backward_units::<K, Self::Output>(kernel, head, by_output, delta);
        self.backpropagate(kernel, parameters, trace, deltas);
    }

    /// How many of the parameters of layers inside it that are frozen come before one of the network's.
    #[inline(always)]
    fn frozen_before(self, _parameter: usize) -> usize {
        0
    }

    /// The gradient of its parameters.
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, Self::Input>,
        trace: &Self::Trace<K::Layout>,
        deltas: &Self::Deltas<K::Layout>,
        update: &mut U,
    );

    /// The gradient of the penalties on its weights.
    #[inline(always)]
    fn regularize<S: Isa, U: Update>(self, _isa: S, _parameters: &[f32], _update: &mut U) {}

    /// No number of the gradient is larger in magnitude; not finite if one is not.
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, Self::Input>,
        trace: &Self::Trace<K::Layout>,
        deltas: &Self::Deltas<K::Layout>,
    ) -> f32;

    /// The derivative of the loss by what comes in.
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Self::Trace<K::Layout>,
        deltas: &mut Self::Deltas<K::Layout>,
        by_input: &mut ValuesOf<K, Self::Input>,
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

/// A bound for the sums over all samples of `factor δ`, and of `δ` alone: the gradient of weights and of biases.
#[inline(always)]
fn largest_product<K: Kernel>(kernel: K, factors: &[f32], delta: &[f32]) -> f32 {
    let factor = largest_magnitude(kernel.isa(), factors);
    // Where the largest is not a number, the product is none.
    let factor = if factor < 1.0 { 1.0 } else { factor };
    // In this order, so that a large factor does not overflow where there is no gradient.
    factor * largest_magnitude(kernel.isa(), delta) * K::SAMPLES as f32
}
