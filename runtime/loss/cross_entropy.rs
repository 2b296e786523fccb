use super::outputs::sum_of;
use super::{Loss, Smoothed};
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};
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
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        of_logits::<K, Y>(kernel, &output.z, &output.a, target)
    }

    #[inline(always)]
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        _activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
        delta: &mut ValuesOf<K, Y>,
    ) {
        by_logits::<K, Y>(kernel, &output.a, target, delta);
    }
}

/// The loss of some `z` with the `softmax` of them.
#[inline(always)]
pub(super) fn of_logits<K: Kernel, Y: Array>(
    kernel: K,
    z: &ValuesOf<K, Y>,
    probabilities: &ValuesOf<K, Y>,
    target: &ValuesOf<K, Y>,
) -> Each<K> {
    let mut surprise = Values::zeros();
    surprise_of::<K, Y>(kernel, z, probabilities, &mut surprise);
    sum_of::<K, Y>(
        kernel,
        &surprise,
        target,
        #[inline(always)]
        |surprise, y| surprise * y,
    )
}

/// `-ln softmax(z)`, from 0 for what is certain, and finite for what is not to be expected.
///
/// It is that of the largest of the probabilities, which is not small, and the distance of `z` from the largest.
#[inline(always)]
pub(super) fn surprise_of<K: Kernel, Y: Array>(
    kernel: K,
    z: &ValuesOf<K, Y>,
    probabilities: &ValuesOf<K, Y>,
    surprise: &mut ValuesOf<K, Y>,
) {
    let (mut distance, mut log_largest) = (Values::zeros(), Values::zeros());
    kernel.zip_each::<Y>(
        z,
        &kernel.largest::<Y>(z),
        &mut distance,
        #[inline(always)]
        |z, largest| largest - z,
    );
    kernel.map::<[f32; 1]>(
        &kernel.largest::<Y>(probabilities),
        &mut log_largest,
        #[inline(always)]
        |largest| largest.at_most(largest.constant(1.0)).ln(),
    );
    kernel.zip_each::<Y>(
        &distance,
        &log_largest,
        surprise,
        #[inline(always)]
        |distance, log_largest| distance - log_largest,
    );
}

/// The derivative of the loss by `z`, from `softmax(z)`.
#[inline(always)]
pub(super) fn by_logits<K: Kernel, Y: Array>(
    kernel: K,
    probabilities: &ValuesOf<K, Y>,
    target: &ValuesOf<K, Y>,
    delta: &mut ValuesOf<K, Y>,
) {
    let mut expected = Values::zeros();
    kernel.zip_each::<Y>(
        probabilities,
        &kernel.sum::<Y>(target),
        &mut expected,
        #[inline(always)]
        |probability, mass| probability * mass,
    );
    kernel.zip::<Y>(
        &expected,
        target,
        delta,
        #[inline(always)]
        |expected, y| expected - y,
    );
}
