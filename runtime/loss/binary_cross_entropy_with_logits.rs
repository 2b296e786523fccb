use super::binary_cross_entropy::of_logits;
use super::{Logits, Loss, PositiveWeighted};
use crate::activation::Activated;
use crate::kernel::{Kernel, TargetDomain};
use crate::math::Real;

/// [`BinaryCrossEntropy`](super::BinaryCrossEntropy) of `sigmoid(a)`: for targets between 0 and 1 and a network
/// that ends in `linear`, whose outputs are logits.
///
/// PyTorch calls it `BCEWithLogitsLoss`. The same numbers are learned as with `sigmoid` and
/// `BinaryCrossEntropy`, and a prediction takes no exponential: an output is above 0 where the probability is
/// above a half.
///
/// ```
/// use sinew::prelude::*;
///
/// let mut logits = network!(2 => 3 tanh => 1);
/// logits.reseed(7);
/// let mut probabilities = network!(2 => 3 tanh => 1 sigmoid);
/// probabilities.parameters_mut().copy_from_slice(logits.parameters());
///
/// let samples = [([0.5, -1.0], [1.0])];
/// let of_logits = Trainer::new(BinaryCrossEntropyWithLogits, Sgd::new(0.1)).evaluate(&logits, &samples)?;
/// let loss = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).evaluate(&probabilities, &samples)?;
/// assert_eq!(of_logits, loss);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BinaryCrossEntropyWithLogits;

impl BinaryCrossEntropyWithLogits {
    /// The same loss in which what is positive counts `weight` times: see [`PositiveWeighted`], which has an example.
    #[must_use]
    pub const fn pos_weight(self, weight: f32) -> PositiveWeighted<Self> {
        PositiveWeighted::new(self, weight)
    }
}

impl<A: Logits<Self>> Loss<A> for BinaryCrossEntropyWithLogits {
    const TARGETS: TargetDomain = TargetDomain::Probabilities;

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        of_logits(kernel, output.a, target)
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
            |a, y| (a.sigmoid() - y) * share,
        );
    }
}
