use super::{Loss, Scored, Smoothed};
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Kernel, RealOf, TargetDomain};
use crate::math::Real;

/// `L = -Σ y_i ln a_i`: for targets that are the probabilities of classes (one of them 1, or all
/// summing to 1) and a network that ends in `softmax`.
///
/// Computed from `z` as `Σ y_i (z_max - z_i - ln a_max)`, so that it is finite where an `a` is too small for a
/// number; its derivative by `z` is `a Σ y_j - y`. So it is PyTorch's `CrossEntropyLoss` on the `z` of
/// the last layer. A network that ends without `softmax` is trained with
/// [`CrossEntropyWithLogits`](super::CrossEntropyWithLogits).
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 4 softmax);
/// let trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [0.0, 1.0, 0.0, 0.0])])?;
/// assert!((loss - f32::ln(4.0)).abs() < 1e-6, "nothing is known: {loss}");
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CrossEntropy;

impl CrossEntropy {
    /// The same loss for targets that are less sure: the share `smoothing` of each goes to all classes alike.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// network! { struct Net< 2 => 3 softmax > { loss: smoothed_cross_entropy(0.1) } }
    /// assert_eq!(Net::LOSS, CrossEntropy.label_smoothing(0.1));
    /// ```
    #[must_use]
    pub const fn label_smoothing(self, smoothing: f32) -> Smoothed<Self> {
        Smoothed::new(self, smoothing)
    }
}

/// An activation whose outputs are the probabilities of classes, which sum to 1, for the loss `L`.
#[diagnostic::on_unimplemented(
    message = "`{L}` needs a network that ends in `softmax`, but this one ends in `{Self}`",
    note = "end the network in `softmax`, or train it with `MeanSquaredError`; one that ends in `linear` takes `CrossEntropyWithLogits`"
)]
pub trait Distribution<L>: Activation {}

impl<L> Distribution<L> for Softmax {}

impl<A: Distribution<Self>> Loss<A> for CrossEntropy {
    const TARGETS: TargetDomain = TargetDomain::Distributions;

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        of_logits(kernel, output.z, &log_largest(kernel, output.a), target, unsmoothed)
    }

    #[inline(always)]
    fn delta<K: Kernel>(
        self,
        kernel: K,
        _activation: A,
        output: Activated<&[f32]>,
        target: &[f32],
        delta: &mut [f32],
    ) {
        by_logits(kernel, output.a, target, delta, unsmoothed);
    }

    compiled_once!(CrossEntropy, Softmax);
}

/// The targets as they are.
#[inline(always)]
pub(super) fn unsmoothed<R>(y: R) -> R {
    y
}

/// The logarithm of the largest of some probabilities, which is not small.
#[inline(always)]
pub(super) fn log_largest<K: Kernel>(kernel: K, probabilities: &[f32]) -> K::Each {
    kernel.map_each(
        &kernel.largest(probabilities),
        #[inline(always)]
        |largest| largest.at_most(largest.constant(1.0)).ln(),
    )
}

/// The loss of some `z`, of whose `softmax` the logarithm of the largest is known, for the targets that `smooth` makes
/// of `target`.
///
/// `-ln softmax(z)` is the distance of `z` from the largest and the logarithm of the largest probability: from 0 for
/// what is certain, and finite for what is not to be expected.
#[inline(always)]
pub(super) fn of_logits<K: Kernel>(
    kernel: K,
    z: &[f32],
    log_largest: &K::Each,
    target: &[f32],
    smooth: impl Fn(RealOf<K>) -> RealOf<K>,
) -> K::Each {
    kernel.sum_of_each(
        z,
        target,
        [&kernel.largest(z), log_largest],
        #[inline(always)]
        |z, y, [largest, log_largest]| ((largest - z) - log_largest) * smooth(y),
    )
}

/// `Σ y` of the targets that `smooth` makes.
#[inline(always)]
pub(super) fn mass<K: Kernel>(
    kernel: K,
    target: &[f32],
    smooth: impl Fn(RealOf<K>) -> RealOf<K>,
) -> K::Each {
    kernel.sum_of(
        target,
        target,
        #[inline(always)]
        |y, _| smooth(y),
    )
}

/// The derivative of the loss by `z`, from `softmax(z)`.
#[inline(always)]
pub(super) fn by_logits<K: Kernel>(
    kernel: K,
    probabilities: &[f32],
    target: &[f32],
    delta: &mut [f32],
    smooth: impl Fn(RealOf<K>) -> RealOf<K> + Copy,
) {
    let mass = mass(kernel, target, smooth);
    kernel.zip_each(
        probabilities,
        &mass,
        delta,
        #[inline(always)]
        |probability, mass| probability * mass,
    );
    kernel.update_zip(
        delta,
        target,
        #[inline(always)]
        |expected, y| expected - smooth(y),
    );
}
