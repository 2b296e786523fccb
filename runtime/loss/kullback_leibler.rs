use super::cross_entropy::{by_logits, log_largest, unsmoothed};
use super::{Distribution, Loss};
use crate::activation::Activated;
use crate::kernel::{Kernel, TargetDomain};
use crate::math::Real;

/// `L = Σ y_i (ln y_i - ln a_i)`, how far the outputs are from the targets as one distribution from another:
/// for targets that are probabilities and sum to 1, and a network that ends in `softmax`.
///
/// (Kullback and Leibler, *On Information and Sufficiency*, 1951.) A target of 0 adds nothing: `0 ln 0` is 0.
/// It is [`CrossEntropy`](super::CrossEntropy) less the entropy of the targets, so that it is 0 where they are
/// met; the derivative is the same. As with PyTorch's `KLDivLoss` with `reduction="batchmean"` on the
/// `log_softmax` of the `z` of the last layer, the terms of a sample are summed, and samples are averaged.
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 4 softmax);
/// let trainer = Trainer::new(KullbackLeibler, Sgd::new(0.1));
/// let met = trainer.evaluate(&net, &[([0.0], [0.25; 4])])?;
/// assert!(met.abs() < 1e-6, "{met}");
/// let loss = trainer.evaluate(&net, &[([0.0], [0.5, 0.5, 0.0, 0.0])])?;
/// assert!((loss - f32::ln(2.0)).abs() < 1e-6, "{loss}");
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KullbackLeibler;

impl<A: Distribution<Self>> Loss<A> for KullbackLeibler {
    const TARGETS: TargetDomain = TargetDomain::Distributions;

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        kernel.sum_of_each(
            output.z,
            target,
            [&kernel.largest(output.z), &log_largest(kernel, output.a)],
            #[inline(always)]
            |z, y, [largest, log_largest]| {
                let least = y.constant(f32::MIN_POSITIVE);
                let log = y.select_less(least, y.constant(0.0), y.ln());
                y * (log + ((largest - z) - log_largest))
            },
        )
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
}
