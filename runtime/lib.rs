#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(unsafe_code)]

#[cfg(any(feature = "std", test))]
extern crate std;

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("sinew needs one of its features `std` and `libm`, for square roots");

mod activation;
mod error;
mod init;
pub mod kernel;
mod layers;
mod loss;
mod math;
mod network;
mod optimizer;
pub mod prelude;
mod training;

pub use activation::{
    Activated, Activation, Differentiable, Elementwise, LeakyRelu, Linear, Relu, Sigmoid, Softmax,
    Step, Tanh,
};
pub use error::{Error, Quantity};
pub use generic_array;
pub use init::Init;
pub use kernel::{Array, Layout, ManySamples, OneSample, Values};
pub use layers::{Layer, NoBiases};
pub use loss::{
    BinaryCrossEntropy, CrossEntropy, Distribution, Loss, MeanSquaredError, Probabilities,
};
pub use math::Real;
#[cfg(feature = "std")]
pub use network::Boxed;
pub use network::{Block, Chain, GradientCheck, Network, ParametersOf, Trainable, gradient_check};
pub use optimizer::{
    BlocksOf, Memory, Momentum, Nesterov, NumbersOf, Optimizer, PerParameter, RealsOf, Sgd,
};
pub use training::{Report, Stop, Trainer};
pub use typenum;

/// What the code that `network!` writes refers to. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::init::Random;
    pub use crate::kernel::{Kernel, Update, ValuesOf};
    pub use crate::layers::{
        Affine, Dense, Dropout, LayerNorm, Nested, Noise, Prelu, Residual, ResidualTrace, Stage,
        Standardize, TrainableStage, is_activation, is_trainable,
    };
    pub use crate::network::PushBit;
    pub use sinew_macros::network;
}

/// Turns a line into a network: a type whose weights are arrays of known size.
///
/// As an item, it declares a struct. Attributes, doc comments and visibility are passed on; `;` ends
/// it, or a block of settings.
///
/// ```
/// use sinew::network;
///
/// const SENSORS: usize = 4;
///
/// network! {
///     /// Steers towards the light.
///     #[derive(Debug, Clone)]
///     pub struct Controller<
///         SENSORS => { 2 * SENSORS } tanh => 8 leaky_relu(0.01) [no_bias] => 2 tanh
///     > { init: xavier }
/// }
///
/// let [left, right] = Controller::seeded(7).predict(&[0.1, 0.0, 0.4, 0.9]);
/// assert!(left.abs() < 1.0 && right.abs() < 1.0);
/// ```
///
/// As an expression, it is a value of a type of its own, with all weights zero.
///
/// ```
/// let mut net = sinew::network!(2 => 8 relu => 1 sigmoid);
/// assert_eq!(net.predict(&[0.0, 1.0]), [0.5]);
/// net.reseed(7);
/// assert_ne!(net.predict(&[0.0, 1.0]), [0.5]);
/// ```
///
/// # Grammar
///
/// ```text
/// network    = item | expression
/// item       = attribute* visibility "struct" name "<" stages ">" ( ";" | settings )
/// expression = stages | "<" stages ">"
/// stages     = size ( "=>" layer )+
/// layer      = size activation? modifiers?
/// size       = whole number | path of a constant | "{" constant expression "}"
/// activation = "linear" | "relu" | "leaky_relu" "(" slope ")" | "sigmoid" | "tanh"
///            | "softmax" | "step" | path of a type ( "(" argument ")" )?
/// modifiers  = "[" modifier ( "," modifier )* ","? "]"
/// modifier   = "no_bias" | "init" "=" init
/// settings   = "{" ( setting ( "," setting )* ","? )? "}"
/// setting    = "init" ":" init
/// init       = "he" | "xavier" | "zeros" | "uniform" "(" limit ")"
/// ```
///
/// The first size is the number of inputs. A layer without an activation is `linear`. The path of a
/// type has `::` in it or begins with a capital; the type is [`Elementwise`](crate::Elementwise). The
/// `init` of a layer goes before that of the network, and that before what the activation suggests:
/// He for `relu` and `leaky_relu`, Xavier for all others. See [`Init`](crate::Init).
///
/// # What it generates
///
/// For a network of `I` inputs, `O` outputs and `P` parameters:
///
/// | | |
/// |---|---|
/// | `INPUTS`, `OUTPUTS`, `PARAMETERS`, `BYTES`, `MULTIPLY_ADDS` | its figures |
/// | `const fn zeros() -> Self` | all parameters zero |
/// | `const fn from_parameters([f32; P]) -> Self` | these parameters |
/// | `fn seeded(u64) -> Self`, `fn reseed(&mut self, u64)` | the random start of a seed |
/// | `fn predict(&self, &[f32; I]) -> [f32; O]` | the outputs for one sample |
/// | `fn predict_batch(&self, &[[f32; I]], &mut [[f32; O]]) -> Result<(), Error>` | for many |
/// | `fn forward(&self, &[f32; I]) -> Trace` | the `z` and `a` of every layer: `trace.layer1.z` |
/// | `fn backward(&self, &[f32; I], &Trace, &[f32; O]) -> [f32; P]` | the gradient, from `∂L/∂a` |
/// | `parameters()`, `parameters_mut()` | all parameters, `[f32; P]` |
/// | `layer1()`, `layer1_mut()`, `layer2()`, .. | a [`Layer`](crate::Layer) each |
///
/// and implementations of [`Network`](crate::Network) and, unless an activation is `step`, of
/// [`Trainable`](crate::Trainable).
#[macro_export]
macro_rules! network {
    ($($network:tt)*) => {
        $crate::__private::network! { [$crate] $($network)* }
    };
}
