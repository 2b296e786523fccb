use super::cross_entropy::{by_logits, surprise_of};
use super::outputs::sum_of;
use super::{Distribution, Loss};
use crate::activation::Activated;
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};
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
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let mut surprise = Values::zeros();
        surprise_of::<K, Y>(kernel, &output.z, &output.a, &mut surprise);
        sum_of::<K, Y>(
            kernel,
            &surprise,
            target,
            #[inline(always)]
            |surprise, y| {
                let least = y.constant(f32::MIN_POSITIVE);
                y * (y.select_less(least, y.constant(0.0), y.ln()) + surprise)
            },
        )
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
