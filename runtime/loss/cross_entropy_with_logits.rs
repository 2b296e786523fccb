use super::cross_entropy::{mass, of_logits, unsmoothed};
use super::{Logits, Loss, Smoothed};
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Kernel, RealOf, TargetDomain};
use crate::math::Real;

/// [`CrossEntropy`](super::CrossEntropy) of `softmax(a)`: for targets that are the probabilities of classes and
/// a network that ends in `linear`, whose outputs are logits.
///
/// It is PyTorch's `CrossEntropyLoss`. The same numbers are learned as with `softmax` and `CrossEntropy`, and a
/// prediction takes no exponential: the largest output is the class.
///
/// ```
/// use sinew::prelude::*;
///
/// let mut logits = network!(2 => 3 tanh => 4);
/// logits.reseed(7);
/// let mut probabilities = network!(2 => 3 tanh => 4 softmax);
/// probabilities.parameters_mut().copy_from_slice(logits.parameters());
///
/// let samples = [([0.5, -1.0], [0.0, 0.0, 1.0, 0.0])];
/// let of_logits = Trainer::new(CrossEntropyWithLogits, Sgd::new(0.1)).evaluate(&logits, &samples)?;
/// let loss = Trainer::new(CrossEntropy, Sgd::new(0.1)).evaluate(&probabilities, &samples)?;
/// assert!((of_logits - loss).abs() < 1e-6);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CrossEntropyWithLogits;

impl CrossEntropyWithLogits {
    /// The same loss for targets that are less sure: the share `smoothing` of each goes to all classes alike.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// network! { struct Net< 2 => 3 > { loss: smoothed_cross_entropy_with_logits(0.1) } }
    /// assert_eq!(Net::LOSS, CrossEntropyWithLogits.label_smoothing(0.1));
    /// ```
    #[must_use]
    pub const fn label_smoothing(self, smoothing: f32) -> Smoothed<Self> {
        Smoothed::new(self, smoothing)
    }
}

impl<A: Logits<Self>> Loss<A> for CrossEntropyWithLogits {
    const TARGETS: TargetDomain = TargetDomain::Distributions;

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        of_logits(kernel, output.a, &log_largest_of(kernel, output.a), target, unsmoothed)
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
        by_logits_of(kernel, output.a, target, delta, unsmoothed);
    }
}

/// The logarithm of the largest of `softmax(z)`: that of one divided by `Σ exp(z - largest)`.
#[inline(always)]
pub(super) fn log_largest_of<K: Kernel>(kernel: K, z: &[f32]) -> K::Each {
    let total = kernel.sum_of_each(
        z,
        z,
        [&kernel.largest(z)],
        #[inline(always)]
        |z, _, [largest]| (z - largest).exp(),
    );
    kernel.map_each(
        &total,
        #[inline(always)]
        |total| -total.ln(),
    )
}

/// The derivative of the loss by `z`: `softmax(z) Σ y - y`.
#[inline(always)]
pub(super) fn by_logits_of<K: Kernel>(
    kernel: K,
    z: &[f32],
    target: &[f32],
    delta: &mut [f32],
    smooth: impl Fn(RealOf<K>) -> RealOf<K> + Copy,
) {
    let mass = mass(kernel, target, smooth);
    Softmax.activate(kernel, z, delta);
    kernel.update_zip_each(
        delta,
        target,
        [&mass],
        #[inline(always)]
        |probability, y, [mass]| probability * mass - smooth(y),
    );
}
