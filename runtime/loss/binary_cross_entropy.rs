use super::elementwise::mean_of;
use super::{Loss, PositiveWeighted, Scored};
use crate::activation::{Activated, Activation, Sigmoid};
use crate::kernel::{Kernel, TargetDomain};
use crate::math::{Real, finite_exp};

/// `L = -(1/n) Σ (y_i ln a_i + (1 - y_i) ln(1 - a_i))` over the `n` outputs: for targets between
/// 0 and 1 and a network that ends in `sigmoid`.
///
/// Computed from `z` as `max(z, 0) - z y + ln(1 + exp(-|z|))`, which neither overflows nor takes
/// the logarithm of zero; its derivative by `z` is `(a - y) / n`. So it is PyTorch's `BCEWithLogitsLoss` on
/// the `z` of the last layer. A network that ends without `sigmoid` is trained with
/// [`BinaryCrossEntropyWithLogits`](super::BinaryCrossEntropyWithLogits).
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 1 sigmoid);
/// let trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [1.0])])?;
/// assert!((loss - f32::ln(2.0)).abs() < 1e-6, "nothing is known: {loss}");
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BinaryCrossEntropy;

impl BinaryCrossEntropy {
    /// The same loss in which what is positive counts `weight` times: see [`PositiveWeighted`], which has an example.
    #[must_use]
    pub const fn pos_weight(self, weight: f32) -> PositiveWeighted<Self> {
        PositiveWeighted::new(self, weight)
    }
}

/// An activation whose outputs are probabilities, each by itself.
#[diagnostic::on_unimplemented(
    message = "`BinaryCrossEntropy` needs a network that ends in `sigmoid`, but this one ends in `{Self}`",
    note = "end the network in `sigmoid`, or train it with `MeanSquaredError`; one that ends in `linear` takes `BinaryCrossEntropyWithLogits`"
)]
pub trait Probabilities: Activation {}

impl Probabilities for Sigmoid {}

impl<A: Probabilities> Loss<A> for BinaryCrossEntropy {
    const TARGETS: TargetDomain = TargetDomain::Probabilities;

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        of_logits(kernel, output.z, target)
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
        let share = 1.0 / kernel.units(target) as f32;
        kernel.zip(
            output.a,
            target,
            delta,
            #[inline(always)]
            |a, y| (a - y) * share,
        );
    }

    compiled_once!(BinaryCrossEntropy, Sigmoid);
}

/// The loss of the `sigmoid` of some `z`.
///
/// The logarithm is added last: where it alone is left, none of it was rounded away.
#[inline(always)]
pub(super) fn of_logits<K: Kernel>(kernel: K, z: &[f32], target: &[f32]) -> K::Each {
    mean_of(
        kernel,
        z,
        target,
        #[inline(always)]
        |z, y| (z.at_least(z.constant(0.0)) - z * y) + finite_exp(-z.abs()).ln_1p(),
    )
}
