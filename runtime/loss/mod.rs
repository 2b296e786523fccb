//! How far the outputs are from the targets, and the derivative of that.

/// The function of a loss that is compiled once for each level of the CPU. Where a loss of the library has it in its own
/// `impl`, it is compiled with the library.
macro_rules! compiled_once {
    (elementwise) => {
        #[doc(hidden)]
        fn score_shared(self, call: $crate::kernel::Call, scored: $crate::loss::Scored<'_>) -> f32 {
            $crate::kernel::on_kernel!(call, kernel => {
                $crate::loss::elementwise::score_outputs(kernel, self, scored)
            })
        }
    };
    // A loss that fits one kind of activation, and does not ask which it is: `$activation` is as good as any.
    ($loss:ty, $activation:expr) => {
        fn score_shared(self, call: $crate::kernel::Call, _activation: A, scored: Scored<'_>) -> f32 {
            fn compiled(loss: $loss, call: $crate::kernel::Call, scored: Scored<'_>) -> f32 {
                $crate::kernel::on_kernel!(call, kernel => {
                    $crate::loss::score(kernel, loss, $activation, scored)
                })
            }
            compiled(self, call, scored)
        }
    };
}

mod binary_cross_entropy;
mod binary_cross_entropy_with_logits;
mod cosine_distance;
mod cross_entropy;
mod cross_entropy_with_logits;
mod elementwise;
mod hinge;
mod huber;
mod kullback_leibler;
mod logits;
mod mean_absolute_error;
mod mean_squared_error;
mod positive_weighted;
mod smoothed;

pub use binary_cross_entropy::{BinaryCrossEntropy, Probabilities};
pub use binary_cross_entropy_with_logits::BinaryCrossEntropyWithLogits;
pub use cosine_distance::CosineDistance;
pub use cross_entropy::{CrossEntropy, Distribution};
pub use cross_entropy_with_logits::CrossEntropyWithLogits;
pub use elementwise::{
    ElementwiseLoss, elementwise_gradient, elementwise_score, elementwise_value,
};
pub use hinge::Hinge;
pub use huber::Huber;
pub use kullback_leibler::KullbackLeibler;
pub use logits::Logits;
pub use mean_absolute_error::MeanAbsoluteError;
pub use mean_squared_error::MeanSquaredError;
pub use positive_weighted::PositiveWeighted;
pub use smoothed::Smoothed;

use core::marker::PhantomData;

use crate::activation::Activated;
use crate::error::Error;
use crate::executor::Task;
use crate::kernel::{Call, Kernel, TargetDomain, Values, on_kernel};

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
/// | [`PositiveWeighted`] | what its loss needs | 0 to 1 | a mean |
/// | [`Smoothed`] | what its loss needs | 0 to 1, with a sum of 1 | a sum |
///
/// Those of probabilities are computed from logits, and so stay finite where the probability itself rounds to
/// 0 or 1. A network ends in `linear` too if its last stage is `prelu`, `layer_norm`, `affine`, `standardize` or a
/// `residual`; then `output.z` is what goes into that stage, and `output.a` what comes out.
///
/// A custom loss that treats each output by itself implements [`ElementwiseLoss`]. One that looks at all outputs of a
/// sample at once implements this trait, and is written once for one sample and for many:
///
/// ```
/// use sinew::kernel::Kernel;
/// use sinew::prelude::*;
/// use sinew::{Activated, Differentiable, Loss, Real, gradient_check};
///
/// /// `L = √(1 + Σ (a - y)²)`: the distance of all outputs together.
/// #[derive(Debug, Clone, Copy)]
/// struct Distance;
///
/// impl<A: Differentiable> Loss<A> for Distance {
///     fn value<K: Kernel>(
///         self,
///         kernel: K,
///         output: Activated<&[f32]>,
///         target: &[f32],
///     ) -> K::Each {
///         let squares = kernel.sum_of(output.a, target, |a, y| (a - y) * (a - y));
///         kernel.map_each(&squares, |square| (square + 1.0).sqrt())
///     }
///
///     fn delta<K: Kernel>(
///         self,
///         kernel: K,
///         activation: A,
///         output: Activated<&[f32]>,
///         target: &[f32],
///         delta: &mut [f32],
///     ) {
///         let distance = Loss::<A>::value(self, kernel, output, target);
///         kernel.zip(output.a, target, delta, |a, y| a - y);
///         kernel.update_each(delta, &distance, |difference, distance| difference / distance);
///         activation.backward(kernel, output, delta);
///     }
/// }
///
/// let mut net = network!(2 => 4 tanh => 2);
/// net.reseed(7);
/// let check = gradient_check(&mut net, Distance, &[([0.5, -1.0], [3.0, -0.2])])?;
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

    /// What targets may be. A sample with others is refused before it is learned from.
    const TARGETS: TargetDomain = TargetDomain::Numbers;

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
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each;

    /// `δ = ∂L/∂z` of the last layer, each sample by itself.
    fn delta<K: Kernel>(
        self,
        kernel: K,
        activation: A,
        output: Activated<&[f32]>,
        target: &[f32],
        delta: &mut [f32],
    );

    /// The sum over the samples of the losses, each times its share, and the `δ` of that, by functions that are compiled
    /// once.
    #[doc(hidden)]
    fn score_shared(self, call: Call, activation: A, scored: Scored<'_>) -> f32
    where
        A: Copy,
    {
        on_kernel!(call, kernel => score(kernel, self, activation, scored))
    }
}

/// The last layer of some samples, and what it should be.
#[doc(hidden)]
pub struct Scored<'a> {
    pub(crate) output: Activated<&'a [f32]>,
    pub(crate) target: &'a [f32],
    /// How much the loss of each sample counts.
    pub(crate) shares: &'a [f32],
    /// The place of `δ`, if it is asked for.
    pub(crate) delta: Option<&'a mut [f32]>,
}

/// The sum over the samples of the losses, each times its share, and the `δ` of that.
#[inline(always)]
fn score<K: Kernel, A, L: Loss<A>>(kernel: K, loss: L, activation: A, scored: Scored<'_>) -> f32 {
    let Scored { output, target, shares, delta } = scored;
    let losses = loss.value(kernel, output, target);
    if let Some(delta) = delta {
        loss.delta(kernel, activation, output, target, delta);
        multiply_by_shares(kernel, shares, delta);
    }
    total(kernel, &losses, shares)
}

/// Each sample's `δ` times its share.
#[inline(always)]
fn multiply_by_shares<K: Kernel>(kernel: K, shares: &[f32], delta: &mut [f32]) {
    let Some(shares) = K::Each::from_flat(shares) else { return };
    kernel.update_each(
        delta,
        shares,
        #[inline(always)]
        |delta, share| delta * share,
    );
}

/// The sum over the samples of the losses, each times its share.
#[inline(always)]
fn total<K: Kernel>(kernel: K, losses: &K::Each, shares: &[f32]) -> f32 {
    // A closure may not be inlined, and would lose the instructions of the level.
    match K::Each::from_flat(shares) {
        Some(shares) => kernel.total(losses, shares),
        None => 0.0,
    }
}

/// The loss of the last layer, as a task.
pub(crate) struct Score<'a, L, A> {
    pub(crate) loss: L,
    pub(crate) activation: A,
    pub(crate) scored: Scored<'a>,
}

impl<A: Copy, L: Loss<A>> Task for Score<'_, L, A> {
    type Output = f32;

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) -> f32 {
        score(kernel, self.loss, self.activation, self.scored)
    }

    fn shared(self, call: Call) -> f32 {
        self.loss.score_shared(call, self.activation, self.scored)
    }
}
