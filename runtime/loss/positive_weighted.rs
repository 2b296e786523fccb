use super::elementwise::mean_of;
use super::{BinaryCrossEntropy, BinaryCrossEntropyWithLogits, Loss};
use crate::activation::Activated;
use crate::error::Error;
use crate::kernel::{Kernel, RealOf, TargetDomain};
use crate::math::{Real, finite_exp};

/// A binary cross-entropy in which what is positive counts `p` times:
/// `L = -(1/n) Σ (p y_i ln a_i + (1 - y_i) ln(1 - a_i))` over the `n` outputs, after the activations that the loss itself
/// fits.
///
/// What [`BinaryCrossEntropy.pos_weight(3.0)`](super::BinaryCrossEntropy::pos_weight) and
/// [`BinaryCrossEntropyWithLogits.pos_weight(3.0)`](super::BinaryCrossEntropyWithLogits::pos_weight) give; the `pos_weight`
/// of PyTorch's `BCEWithLogitsLoss`, one number for all outputs. With `p` the negative samples divided by the positive
/// ones, both sides count alike; with a larger `p` fewer positive samples are missed, and more negative ones are taken for
/// positive. Its derivative by `z` is `(p y (a - 1) + (1 - y) a) / n`.
///
/// ```
/// use sinew::prelude::*;
///
/// // One positive sample and three negative ones that look alike.
/// let samples = [([1.0], [1.0]), ([1.0], [0.0]), ([1.0], [0.0]), ([1.0], [0.0])];
/// let mut net = network!(1 => 1 sigmoid);
/// let mut trainer = Trainer::new(BinaryCrossEntropy.pos_weight(3.0), Sgd::new(0.5));
/// net.layer1_mut().biases[0] = 1.0;
/// trainer.epochs(200).full_batch().fit(&mut net, &samples)?;
/// assert!((net.predict(&[1.0])[0] - 0.5).abs() < 1e-3);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PositiveWeighted<L> {
    loss: L,
    weight: f32,
}

impl<L> PositiveWeighted<L> {
    pub(super) const fn new(loss: L, weight: f32) -> Self {
        Self { loss, weight }
    }

    /// The loss of the `sigmoid` of some `z`: `p y ln(1 + exp(-z)) + (1 - y) ln(1 + exp(z))`. Neither term is negative, so
    /// that they do not cancel.
    #[inline(always)]
    fn of_logits<K: Kernel>(&self, kernel: K, z: &[f32], target: &[f32]) -> K::Each {
        let weight = self.weight;
        mean_of(
            kernel,
            z,
            target,
            #[inline(always)]
            |z, y| {
                let (zero, one) = (z.constant(0.0), z.constant(1.0));
                let logarithm = finite_exp(-z.abs()).ln_1p();
                let (above, below) =
                    (z.at_least(zero) + logarithm, (-z).at_least(zero) + logarithm);
                y * weight * below + (one - y) * above
            },
        )
    }

    /// The derivative by `z`, from the probabilities that `probability` makes.
    #[inline(always)]
    fn by_logits<K: Kernel>(
        &self,
        kernel: K,
        output: &[f32],
        target: &[f32],
        delta: &mut [f32],
        probability: impl Fn(RealOf<K>) -> RealOf<K>,
    ) {
        let (weight, share) = (self.weight, 1.0 / kernel.units(target) as f32);
        kernel.zip(
            output,
            target,
            delta,
            #[inline(always)]
            |output, y| {
                let (a, one) = (probability(output), y.constant(1.0));
                (y * weight * (a - one) + (one - y) * a) * share
            },
        );
    }
}

impl<A, L: Loss<A> + BinaryLoss> Loss<A> for PositiveWeighted<L> {
    const TARGETS: TargetDomain = L::TARGETS;

    fn check(self) -> Result<(), Error> {
        Error::unless_rate(self.weight, "pos_weight")
    }

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        self.of_logits(kernel, self.loss.logits(output), target)
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
        let loss = self.loss;
        self.by_logits(
            kernel,
            output.a,
            target,
            delta,
            #[inline(always)]
            |a| loss.probability(a),
        );
    }
}

/// A binary cross-entropy: where it finds the logits, and the probability of an output.
pub trait BinaryLoss: Copy {
    #[doc(hidden)]
    fn logits(self, output: Activated<&[f32]>) -> &[f32];

    #[doc(hidden)]
    fn probability<R: Real>(self, a: R) -> R;
}

impl BinaryLoss for BinaryCrossEntropy {
    #[inline(always)]
    fn logits(self, output: Activated<&[f32]>) -> &[f32] {
        output.z
    }

    #[inline(always)]
    fn probability<R: Real>(self, a: R) -> R {
        a
    }
}

impl BinaryLoss for BinaryCrossEntropyWithLogits {
    #[inline(always)]
    fn logits(self, output: Activated<&[f32]>) -> &[f32] {
        output.a
    }

    #[inline(always)]
    fn probability<R: Real>(self, a: R) -> R {
        a.sigmoid()
    }
}
