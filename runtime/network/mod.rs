//! What every network can do, whatever its layers.

mod batch;
mod block;
#[cfg(feature = "std")]
mod boxed;
mod chain;
mod check;
mod sizes;
#[cfg(test)]
mod tests;
mod tiles;
mod trained;

pub(crate) use batch::predict_each;
pub use block::Block;
#[cfg(feature = "std")]
pub use block::HeapBlock;
#[cfg(feature = "std")]
pub use boxed::Boxed;
pub use chain::Chain;
pub use check::{GradientCheck, gradient_check};
pub use sizes::PushBit;
pub(crate) use tiles::{Tiles, in_tiles, is_small, is_tiny};
pub(crate) use trained::{Run, TrainedOf, each_run, of_trained, place_among_trained};

use generic_array::{ArrayLength, GenericArray};

use crate::Error;
use crate::activation::{Activated, Differentiable};
use crate::diagnosis::Inspection;
use crate::executor::{Backward, Executor, Inputs, predicting};
use crate::init::Random;
use crate::kernel::{Array, GradientSum, Layout, OneSample, Sink, Values};
use crate::layers::Noise;

/// The parameters of the network `N`: its weights and biases, layer after layer.
pub type ParametersOf<N> = GenericArray<f32, <N as Network>::Parameters>;

/// A network: a fixed function of inputs and parameters.
///
/// `network!` implements it; code that shall work for any network is generic over it. Sizes are
/// given twice: as plain arrays, so that a wrong one is named in plain numbers, and as `typenum`
/// numbers, with which generic code can reckon. Ask for sizes as arrays, `N: Network<Input = [f32; 8]>`: of
/// `Network<Inputs = U8>`, or of [`ParametersOf`] two networks, rustc says what does not agree in binary digits.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::generic_array::GenericArray;
///
/// /// The length of the vector of all parameters.
/// fn norm<N: Network>(net: &N) -> f32 {
///     let squares: GenericArray<f32, N::Parameters> = net.parameters().iter().map(|w| w * w).collect();
///     squares.iter().sum::<f32>().sqrt()
/// }
/// # use sinew::generic_array;
/// let net = network!(2 => 1);
/// assert_eq!(norm(&net), 0.0);
/// ```
///
/// ```
/// use sinew::prelude::*;
///
/// /// What the network says at the start of a seed, with all parameters half as large.
/// fn halved<N: Network>(
///     net: &mut N,
///     seed: u64,
///     inputs: &[N::Input],
///     outputs: &mut [N::Output],
/// ) -> Result<(), sinew::Error> {
///     net.reseed(seed);
///     net.parameters_mut().iter_mut().for_each(|parameter| *parameter *= 0.5);
///     net.predict_batch(inputs, outputs)
/// }
///
/// let (mut net, inputs, mut outputs) = (network!(1 => 1), [[1.0], [2.0]], [[0.0]; 2]);
/// halved(&mut net, 7, &inputs, &mut outputs)?;
/// assert!((net.predict(&[2.0])[0] - outputs[1][0]).abs() < 1e-6);
/// # Ok::<(), sinew::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    note = "a network is a type made by `network!`, a `Chain` of two, or a `Boxed` one"
)]
pub trait Network: Sized {
    /// How many inputs, as a type.
    type Inputs: ArrayLength;
    /// How many outputs, as a type.
    type Outputs: ArrayLength;
    /// How many weights and biases, as a type.
    type Parameters: ArrayLength;
    /// How many of them are trained, as a type: not those of layers that are frozen.
    type Trained: ArrayLength;
    /// The inputs of one sample, `[f32; INPUTS]`.
    type Input: Array;
    /// The outputs of one sample, `[f32; OUTPUTS]`.
    type Output: Array;
    /// How many inputs and units all layers have together.
    #[doc(hidden)]
    const UNITS: usize;
    /// How many products a prediction takes.
    const MULTIPLY_ADDS: usize;
    /// How many bytes the parameters take, in flash or in memory: the size of the network, padding included.
    const FLASH_BYTES: usize = size_of::<Self>();
    /// How many bytes of memory the numbers of a prediction take: the inputs and the outputs of all layers.
    ///
    /// Beside them stand return addresses, what registers were saved, and sums that are not done yet: 184 and 244 bytes
    /// of stack for two networks on a Cortex-M0, 84 and 200 on a Cortex-M4F, as `examples/firmware` measures it.
    const INFERENCE_BYTES: usize = size_of::<f32>() * Self::UNITS;
    /// Where buffers as large as its parameters, or as those of them that are trained, live: on the stack, or on
    /// the heap.
    type Block<P: ArrayLength>: Block<Length = P>;

    /// All weights and biases, layer after layer.
    fn parameters(&self) -> &ParametersOf<Self>;

    /// All weights and biases, layer after layer, for writing.
    fn parameters_mut(&mut self) -> &mut ParametersOf<Self>;

    /// Gives all parameters their random start.
    #[doc(hidden)]
    fn initialize(parameters: &mut ParametersOf<Self>, random: &mut Random);

    /// The outputs of the network with these parameters.
    #[doc(hidden)]
    fn infer<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        input: impl Inputs<E>,
        output: &mut [f32],
    );

    /// Starts over with the random weights of a seed.
    fn reseed(&mut self, seed: u64) {
        Self::initialize(self.parameters_mut(), &mut Random::new(seed));
    }

    /// The network with the random start of a seed, its parameters on the heap from the beginning.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// network! { struct Net< 2 => 8 relu => 1 >; }
    /// assert_eq!(Net::boxed(7).parameters()[..], Net::seeded(7).parameters()[..]);
    /// ```
    #[cfg(feature = "std")]
    #[must_use]
    fn boxed(seed: u64) -> Boxed<Self> {
        Boxed::seeded(seed)
    }

    /// The outputs for one sample.
    #[inline]
    fn predict(&self, input: &Self::Input) -> Self::Output {
        let parameters = self.parameters();
        predicting!(executor => {
            let mut output = Self::Output::ZEROS;
            Self::infer(executor, parameters, input.flat(), output.flat_mut());
            output
        })
    }

    /// The outputs for many samples, `outputs[i]` for `inputs[i]`.
    ///
    /// # Errors
    ///
    /// [`Error::LengthMismatch`] if both slices differ in length; the outputs then stay as they
    /// were.
    fn predict_batch(
        &self,
        inputs: &[Self::Input],
        outputs: &mut [Self::Output],
    ) -> Result<(), Error> {
        if inputs.len() != outputs.len() {
            let (inputs, outputs) = (inputs.len(), outputs.len());
            return Err(Error::LengthMismatch { inputs, outputs });
        }
        batch::infer_batch::<Self>(self.parameters(), inputs, outputs);
        Ok(())
    }
}

/// A network that gradient descent can train: each of its activations has a derivative.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be trained by gradient descent",
    note = "a network can if none of its activations is `step`, whose derivative is 0 wherever it exists; train with `sigmoid`, or set the weights by hand"
)]
pub trait Trainable: Network {
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

    /// Computes the outputs of one sample and keeps the `z` and `a` of every layer.
    fn forward(&self, input: &Self::Input) -> Self::Trace<OneSample> {
        let parameters = self.parameters();
        let mut trace = Self::empty_trace();
        predicting!(executor => {
            Self::trace(executor, parameters, input.flat(), Noise::NONE, &mut trace);
        });
        trace
    }

    /// Adds the gradient of one sample's loss, from its derivative by each output. That of a frozen parameter
    /// counts as zero.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::ParametersOf;
    ///
    /// /// The gradient of `Σ (a - y)²`.
    /// fn gradient<N>(net: &N, samples: &[(N::Input, f32)]) -> ParametersOf<N>
    /// where
    ///     N: Trainable<Output = [f32; 1]>,
    /// {
    ///     let mut gradient = ParametersOf::<N>::default();
    ///     for (input, target) in samples {
    ///         let by_output = [2.0 * (net.predict(input)[0] - target)];
    ///         net.add_backward(input, &net.forward(input), &by_output, &mut gradient);
    ///     }
    ///     gradient
    /// }
    ///
    /// network! { struct Line< 1 => 1 >; }
    /// let net = Line::from_parameters([2.0, 0.0]);
    /// assert_eq!(gradient(&net, &[([1.0], 3.0), ([2.0], 5.0)])[..], [-6.0, -4.0]);
    /// ```
    fn add_backward(
        &self,
        input: &Self::Input,
        trace: &Self::Trace<OneSample>,
        by_output: &Self::Output,
        gradient: &mut ParametersOf<Self>,
    ) {
        let parameters = self.parameters();
        predicting!(executor => {
            let mut deltas = Self::empty_deltas::<OneSample>();
            let layer = Self::head(trace).flat();
            let delta = Self::head_delta(&mut deltas).flat_mut();
            delta.iter_mut().zip(by_output.flat()).for_each(|(delta, by_output)| *delta = *by_output);
            executor.run::<Self::Output, _>(Backward { activation: Self::HEAD, layer, delta });
            Self::backpropagate(executor, parameters, trace, &mut deltas);
            Self::gradient(executor, input.flat(), trace, &deltas, &mut GradientSum(gradient));
        });
    }
}
