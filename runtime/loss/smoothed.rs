use super::Loss;
use crate::activation::Activated;
use crate::error::Error;
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};

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

    #[inline(always)]
    fn smooth<K: Kernel, Y: Array>(
        &self,
        kernel: K,
        target: &ValuesOf<K, Y>,
        smooth: &mut ValuesOf<K, Y>,
    ) {
        let rest = self.smoothing / Y::LENGTH as f32;
        kernel.map::<Y>(
            target,
            smooth,
            #[inline(always)]
            |y| y * (1.0 - self.smoothing) + rest,
        );
    }
}

impl<A, L: Loss<A>> Loss<A> for Smoothed<L> {
    const OTHER_CLASS: f32 = L::OTHER_CLASS;

    fn check(self) -> Result<(), Error> {
        let is_share = (0.0..=1.0).contains(&self.smoothing);
        Error::unless(is_share, "label_smoothing", "from 0 to 1")?;
        self.loss.check()
    }

    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let mut smooth = Values::zeros();
        self.smooth::<K, Y>(kernel, target, &mut smooth);
        self.loss.value::<K, Y>(kernel, output, &smooth)
    }

    #[inline(always)]
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
        delta: &mut ValuesOf<K, Y>,
    ) {
        let mut smooth = Values::zeros();
        self.smooth::<K, Y>(kernel, target, &mut smooth);
        self.loss.delta::<K, Y>(kernel, activation, output, &smooth, delta);
    }
}
