//! What every network can do, whatever its layers.

mod architecture;
mod batch;
mod block;
#[cfg(feature = "std")]
mod boxed;
mod chain;
mod check;
mod fingerprint;
mod shape;
mod sizes;
#[cfg(test)]
mod tests;
mod tiles;
mod trained;

pub(crate) use architecture::DeltasOf;
pub use architecture::{Architecture, TraceOf, TrainableArchitecture};
pub(crate) use batch::predict_each;
pub use block::Block;
#[cfg(feature = "std")]
pub use boxed::Boxed;
pub use chain::Chain;
pub use check::{GradientCheck, gradient_check};
pub use fingerprint::Fingerprint;
pub use shape::{ParametersOf, Shape};
pub use sizes::PushBit;
#[cfg(feature = "std")]
pub(crate) use tiles::is_large;
pub(crate) use tiles::{Tiles, in_tiles, is_small, is_tiny};
pub(crate) use trained::{Run, TrainedOf, each_run, of_trained, place_among_trained};

use crate::Error;
use crate::activation::Differentiable;
use crate::executor::{Backward, Executor, predicting};
use crate::init::Random;
use crate::kernel::{Array, GradientSum, OneSample, Values, class_of};
use crate::layers::Noise;

/// A network: its parameters, and what it computes with them.
///
/// `network!` implements it; code that shall work for any network is generic over it. Its sizes are those of
/// [`Shape`], what it computes is its [`Architecture`]: it owns the parameters.
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
pub trait Network: Shape {
    /// What it computes: for a network that `network!` made, itself.
    type Architecture: Architecture
        + Shape<
            Inputs = Self::Inputs,
            Outputs = Self::Outputs,
            Parameters = Self::Parameters,
            Trained = Self::Trained,
            Input = Self::Input,
            Output = Self::Output,
        >;
    /// How many bytes the parameters take, in flash or in memory: the size of the network, padding included.
    const FLASH_BYTES: usize = size_of::<Self>();
    /// How many bytes of memory the numbers of a prediction take: the inputs and the outputs of all layers.
    ///
    /// Beside them stand return addresses, what registers were saved, and sums that are not done yet: 184 and 244 bytes
    /// of stack for two networks on a Cortex-M0, 84 and 200 on a Cortex-M4F, as `examples/firmware` measures it.
    const INFERENCE_BYTES: usize = size_of::<f32>() * Self::UNITS;

    /// All weights and biases, layer after layer.
    fn parameters(&self) -> &ParametersOf<Self>;

    /// All weights and biases, layer after layer, for writing.
    fn parameters_mut(&mut self) -> &mut ParametersOf<Self>;

    /// Starts over with the random weights of a seed.
    fn reseed(&mut self, seed: u64) {
        Self::Architecture::initialize(self.parameters_mut(), &mut Random::new(seed));
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
            Self::Architecture::infer(executor, parameters, input.flat(), output.flat_mut());
            output
        })
    }

    /// The class of one sample: the place of its largest output, the first of them where several are alike.
    ///
    /// A network of one output does not compile here: see [`predict_binary`](Self::predict_binary).
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Error;
    ///
    /// let mut net = network!(1 => 3 softmax);
    /// net.layer1_mut().biases.copy_from_slice(&[0.5, 2.0, -1.0]);
    /// assert_eq!(net.predict_class(&[0.0]), Ok(1));
    /// assert_eq!(net.predict_class(&[f32::NAN]), Err(Error::NonFiniteOutput { sample: 0 }));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NonFiniteOutput`] if an output is NaN or infinite, which tells no class. Its sample is number 0.
    fn predict_class(&self, input: &Self::Input) -> Result<usize, Error> {
        const {
            assert!(
                <Self::Output as Array>::LENGTH > 1,
                "one output tells two classes apart: see `predict_binary`"
            );
        }
        Ok(class_of(finite(self.predict(input))?.flat()))
    }

    /// Whether one sample is of class 1, of a network with one output: whether that is at least `threshold`, 0.5 for a
    /// probability, 0 for a logit.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let mut net = network!(1 => 1 sigmoid);
    /// net.parameters_mut()[0] = 1.0;
    /// assert_eq!(net.predict_binary(&[1.0], 0.5), Ok(true));
    /// assert_eq!(net.predict_binary(&[-1.0], 0.5), Ok(false));
    /// assert!(net.predict_binary(&[f32::NAN], 0.5).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NonFiniteOutput`] if the output is NaN or infinite, and [`Error::Setting`] if the threshold is NaN.
    fn predict_binary(&self, input: &Self::Input, threshold: f32) -> Result<bool, Error>
    where
        Self: Network<Output = [f32; 1]>,
    {
        Error::unless(!threshold.is_nan(), "threshold", "a number")?;
        let [output] = finite(self.predict(input))?;
        Ok(output >= threshold)
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
        batch::infer_batch::<Self::Architecture>(self.parameters(), inputs, outputs);
        Ok(())
    }
}

/// Outputs, if all of them are numbers.
fn finite<Y: Array>(outputs: Y) -> Result<Y, Error> {
    let are_finite = outputs.flat().iter().all(|output| output.is_finite());
    if are_finite { Ok(outputs) } else { Err(Error::NonFiniteOutput { sample: 0 }) }
}

/// A network that gradient descent can train: each of its activations has a derivative.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be trained by gradient descent",
    note = "a network can if none of its activations is `step`, whose derivative is 0 wherever it exists; train with `sigmoid`, or set the weights by hand"
)]
pub trait Trainable:
    Network<Architecture: TrainableArchitecture<Head = <Self as Trainable>::Head>>
{
    /// The activation of the last layer. Which losses fit depends on it.
    type Head: Differentiable;

    /// Computes the outputs of one sample and keeps the `z` and `a` of every layer.
    fn forward(&self, input: &Self::Input) -> TraceOf<Self> {
        let parameters = self.parameters();
        let mut trace = Self::Architecture::empty_trace();
        predicting!(executor => {
            Self::Architecture::trace(executor, parameters, input.flat(), Noise::NONE, &mut trace);
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
        trace: &TraceOf<Self>,
        by_output: &Self::Output,
        gradient: &mut ParametersOf<Self>,
    ) {
        let parameters = self.parameters();
        predicting!(executor => {
            let mut deltas = Self::Architecture::empty_deltas::<OneSample>();
            let layer = Self::Architecture::head(trace).flat();
            let delta = Self::Architecture::head_delta(&mut deltas).flat_mut();
            delta.iter_mut().zip(by_output.flat()).for_each(|(delta, by_output)| *delta = *by_output);
            executor.run::<Self::Output, _>(Backward { activation: Self::Architecture::HEAD, layer, delta });
            Self::Architecture::backpropagate(executor, parameters, trace, &mut deltas);
            Self::Architecture::gradient(executor, input.flat(), trace, &deltas, &mut GradientSum(gradient));
        });
    }
}

impl<N: Network<Architecture: TrainableArchitecture>> Trainable for N {
    type Head = <N::Architecture as TrainableArchitecture>::Head;
}
