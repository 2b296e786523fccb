use generic_array::{ArrayLength, GenericArray};

use crate::kernel::Array;

/// The parameters of the network or architecture `N`: its weights and biases, layer after layer.
pub type ParametersOf<N> = GenericArray<f32, <N as Shape>::Parameters>;

/// The sizes of a network.
///
/// They are given twice: as plain arrays, so that a wrong one is named in plain numbers, and as `typenum`
/// numbers, with which generic code can reckon. Ask for sizes as arrays, `N: Network<Input = [f32; 8]>`: of
/// `Network<Inputs = U8>`, or of [`ParametersOf`] two networks, rustc says what does not agree in binary digits.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a network",
    note = "a network is a type made by `network!`, a `Chain` of two, or a `Boxed` one"
)]
pub trait Shape: Sized {
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
}
