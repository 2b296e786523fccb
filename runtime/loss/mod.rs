//! How far the outputs are from the targets, and the derivative of that.

mod binary_cross_entropy;
mod binary_cross_entropy_with_logits;
mod cosine_distance;
mod cross_entropy;
mod cross_entropy_with_logits;
mod hinge;
mod huber;
mod kullback_leibler;
mod logits;
mod mean_absolute_error;
mod mean_squared_error;
mod outputs;
mod smoothed;

pub use binary_cross_entropy::{BinaryCrossEntropy, Probabilities};
pub use binary_cross_entropy_with_logits::BinaryCrossEntropyWithLogits;
pub use cosine_distance::CosineDistance;
pub use cross_entropy::{CrossEntropy, Distribution};
pub use cross_entropy_with_logits::CrossEntropyWithLogits;
pub use hinge::Hinge;
pub use huber::Huber;
pub use kullback_leibler::KullbackLeibler;
pub use logits::Logits;
pub use mean_absolute_error::MeanAbsoluteError;
pub use mean_squared_error::MeanSquaredError;
pub use smoothed::Smoothed;

use core::marker::PhantomData;

use crate::activation::Activated;
use crate::error::Error;
use crate::kernel::{Array, Each, Kernel, ValuesOf};

/// Compiles for a loss that fits a network whose last activation is `A`.
pub const fn fits<A, L: Loss<A>>() {}

/// A loss that was asked whether it fits: `ASKED` is 0 if it does, and no number if it does not.
pub struct Asked<L, const ASKED: usize>(PhantomData<L>);

/// What has a loss.
pub trait HasLoss {
    /// The loss.
    type Loss;
}

impl<L> HasLoss for Asked<L, 0> {
    type Loss = L;
}

/// A loss for networks whose last activation is `A`.
///
/// Which pairs exist is known to the compiler:
///
/// | loss | the network ends in | targets | over the outputs it is |
/// |---|---|---|---|
/// | [`MeanSquaredError`], [`MeanAbsoluteError`], [`Huber`] | any but `step` | numbers | a mean |
/// | [`Hinge`] | any but `step`; best `linear` or `tanh` | -1 or 1, or a class | a mean |
/// | [`CosineDistance`] | any but `step` | a vector | of all at once |
/// | [`BinaryCrossEntropy`] | `sigmoid` | 0 to 1 | a mean |
/// | [`BinaryCrossEntropyWithLogits`] | `linear` | 0 to 1 | a mean |
/// | [`CrossEntropy`], [`KullbackLeibler`] | `softmax` | 0 to 1, with a sum of 1 | a sum |
/// | [`CrossEntropyWithLogits`] | `linear` | 0 to 1, with a sum of 1 | a sum |
/// | [`Smoothed`] | what its loss needs | 0 to 1, with a sum of 1 | a sum |
///
/// Those of probabilities are computed from logits, and so stay finite where the probability itself rounds to
/// 0 or 1. A network ends in `linear` too if its last stage is `prelu`, `layer_norm`, `affine`, `standardize` or a
/// `residual`; then `output.z` is what goes into that stage, and `output.a` what comes out.
///
/// A loss of one's own is written once for one sample and for many:
///
/// ```
/// use sinew::kernel::{Each, Kernel, ValuesOf};
/// use sinew::prelude::*;
/// use sinew::{Activated, Array, Differentiable, Loss, Real, Values, gradient_check};
///
/// /// `L = Σ ln cosh(a - y)`: square near zero, the distance far away.
/// #[derive(Debug, Clone, Copy)]
/// struct LogCosh;
///
/// impl<A: Differentiable> Loss<A> for LogCosh {
///     fn value<K: Kernel, Y: Array>(
///         self,
///         kernel: K,
///         output: &Activated<ValuesOf<K, Y>>,
///         target: &ValuesOf<K, Y>,
///     ) -> Each<K> {
///         let mut losses = Values::zeros();
///         kernel.zip::<Y>(&output.a, target, &mut losses, |a, y| {
///             let distance = (a - y).abs();
///             distance + (distance * -2.0).exp().ln_1p() - core::f32::consts::LN_2
///         });
///         kernel.sum::<Y>(&losses)
///     }
///
///     fn delta<K: Kernel, Y: Array>(
///         self,
///         kernel: K,
///         activation: A,
///         output: &Activated<ValuesOf<K, Y>>,
///         target: &ValuesOf<K, Y>,
///         delta: &mut ValuesOf<K, Y>,
///     ) {
///         let mut gradient = Values::zeros();
///         kernel.zip::<Y>(&output.a, target, &mut gradient, |a, y| (a - y).tanh());
///         activation.backward::<K, Y>(kernel, output, &gradient, delta);
///     }
/// }
///
/// let mut net = network!(2 => 4 tanh => 2);
/// net.reseed(7);
/// let check = gradient_check(&mut net, LogCosh, &[([0.5, -1.0], [3.0, -0.2])])?;
/// assert!(check.largest_error < 1e-2, "{check:?}");
/// # Ok::<(), sinew::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "the loss `{Self}` does not fit a network whose last activation is `{A}`",
    note = "`BinaryCrossEntropy` needs a network that ends in `sigmoid`, `CrossEntropy` and `KullbackLeibler` one that ends in `softmax`, those `WithLogits` one that ends in `linear`; `MeanSquaredError` fits all"
)]
pub trait Loss<A>: Copy {
    /// What an output should be for samples of another class than its own, where targets are numbers of classes. For
    /// its own it should be 1.
    const OTHER_CLASS: f32 = 0.0;

    /// What is wrong with the settings, if there are any.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::{Error, Linear, Loss};
    ///
    /// assert_eq!(Loss::<Linear>::check(Huber { delta: 1.0 }), Ok(()));
    /// let error = Loss::<Linear>::check(Huber { delta: 0.0 });
    /// assert_eq!(error, Err(Error::Setting { name: "delta", range: "above 0" }));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for one that is out of range.
    fn check(self) -> Result<(), Error> {
        Ok(())
    }

    /// The loss of each sample.
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K>;

    /// `δ = ∂L/∂z` of the last layer, each sample by itself.
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
        delta: &mut ValuesOf<K, Y>,
    );
}
