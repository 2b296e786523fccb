use super::cross_entropy::{by_logits, of_logits};
use super::{Logits, Loss, Smoothed};
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};

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
/// assert_eq!(of_logits, loss);
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
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let mut probabilities = Values::zeros();
        Softmax.activate::<K, Y>(kernel, &output.a, &mut probabilities);
        of_logits::<K, Y>(kernel, &output.a, &probabilities, target)
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
        let mut probabilities = Values::zeros();
        Softmax.activate::<K, Y>(kernel, &output.a, &mut probabilities);
        by_logits::<K, Y>(kernel, &probabilities, target, delta);
    }
}
