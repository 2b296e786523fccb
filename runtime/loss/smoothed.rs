use super::cross_entropy::{by_logits, log_largest, of_logits};
use super::cross_entropy_with_logits::{by_logits_of, log_largest_of};
use super::{CrossEntropy, CrossEntropyWithLogits, Distribution, Logits, Loss};
use crate::activation::Activated;
use crate::error::Error;
use crate::kernel::{Kernel, RealOf, TargetDomain};
use crate::math::Real;

/// A loss of classes whose targets are `(1 - ε) y_i + ε / n` in place of `y_i`, with `n` the classes and `ε` the
/// smoothing, from 0 to 1: after the activations that the loss itself fits.
///
/// (Szegedy et al., *Rethinking the Inception Architecture for Computer Vision*, 2016.) What
/// [`CrossEntropy.label_smoothing(0.1)`](super::CrossEntropy::label_smoothing) and
/// [`CrossEntropyWithLogits.label_smoothing(0.1)`](super::CrossEntropyWithLogits::label_smoothing) give; the
/// `label_smoothing` of PyTorch's `CrossEntropyLoss`. A network that is trained with it is less sure of itself,
/// and its loss does not go down to 0.
///
/// ```
/// use sinew::prelude::*;
///
/// let mut net = network!(1 => 2 softmax);
/// net.layer1_mut().biases.copy_from_slice(&[1.0, -1.0]);
/// let smoothed = Trainer::new(CrossEntropy.label_smoothing(0.1), Sgd::new(0.1));
/// let plain = Trainer::new(CrossEntropy, Sgd::new(0.1));
/// assert_eq!(
///     smoothed.evaluate(&net, &[([0.0], [1.0, 0.0])])?,
///     plain.evaluate(&net, &[([0.0], [0.95, 0.05])])?,
/// );
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothed<L> {
    loss: L,
    smoothing: f32,
}

impl<L> Smoothed<L> {
    pub(super) const fn new(loss: L, smoothing: f32) -> Self {
        Self { loss, smoothing }
    }

    /// Whether its smoothing is a share.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_smoothing_valid(&self) -> bool {
        self.smoothing >= 0.0 && self.smoothing <= 1.0
    }

    fn check(&self) -> Result<(), Error> {
        Error::unless(self.is_smoothing_valid(), "label_smoothing", "from 0 to 1")
    }

    /// What smoothing makes of a target among so many.
    #[inline(always)]
    fn smooth<R: Real>(&self, classes: usize) -> impl Fn(R) -> R + Copy {
        let (kept, rest) = (1.0 - self.smoothing, self.smoothing / classes as f32);
        #[inline(always)]
        move |y| y * kept + rest
    }
}

impl<A: Distribution<CrossEntropy>> Loss<A> for Smoothed<CrossEntropy> {
    const TARGETS: TargetDomain = TargetDomain::Distributions;

    fn check(self) -> Result<(), Error> {
        Smoothed::check(&self)
    }

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        let smooth = self.smooth::<RealOf<K>>(kernel.units(target));
        of_logits(kernel, output.z, &log_largest(kernel, output.a), target, smooth)
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
        let smooth = self.smooth::<RealOf<K>>(kernel.units(target));
        by_logits(kernel, output.a, target, delta, smooth);
    }
}

impl<A: Logits<CrossEntropyWithLogits>> Loss<A> for Smoothed<CrossEntropyWithLogits> {
    const TARGETS: TargetDomain = TargetDomain::Distributions;

    fn check(self) -> Result<(), Error> {
        Smoothed::check(&self)
    }

    #[inline(always)]
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        let smooth = self.smooth::<RealOf<K>>(kernel.units(target));
        of_logits(kernel, output.a, &log_largest_of(kernel, output.a), target, smooth)
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
        let smooth = self.smooth::<RealOf<K>>(kernel.units(target));
        by_logits_of(kernel, output.a, target, delta, smooth);
    }
}
