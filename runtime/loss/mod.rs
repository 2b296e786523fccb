//! How far the outputs are from the targets, and the derivative of that.

mod binary_cross_entropy;
mod cross_entropy;
mod mean_squared_error;

pub use binary_cross_entropy::{BinaryCrossEntropy, Probabilities};
pub use cross_entropy::{CrossEntropy, Distribution};
pub use mean_squared_error::MeanSquaredError;

use crate::activation::Activated;
use crate::kernel::{Array, Each, Kernel, ValuesOf};

/// A loss for networks whose last activation is `A`.
///
/// Which pairs exist is known to the compiler: [`BinaryCrossEntropy`] needs `sigmoid` and
/// [`CrossEntropy`] needs `softmax`, since both are computed from the last layer's `z` and so stay
/// finite where the probability itself rounds to 0 or 1. [`MeanSquaredError`] takes all.
#[diagnostic::on_unimplemented(
    message = "the loss `{Self}` does not fit a network whose last activation is `{A}`",
    note = "`BinaryCrossEntropy` needs a network that ends in `sigmoid`, `CrossEntropy` one that ends in `softmax`; `MeanSquaredError` fits all"
)]
pub trait Loss<A>: Copy {
    /// The loss of each sample.
    #[doc(hidden)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K>;

    /// `δ = ∂L/∂z` of the last layer, each sample by itself.
    #[doc(hidden)]
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> ValuesOf<K, Y>;
}
