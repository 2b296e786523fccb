use super::ElementwiseLoss;
use crate::elementwise_loss;
use crate::kernel::TargetDomain;
use crate::math::Real;

/// `L = (1/n) Σ max(0, 1 - y_i a_i)` over the `n` outputs: for targets of -1 and 1, the two sides of a yes or
/// no. The number of a class stands for 1 at its output, and -1 at all others.
///
/// (Cortes and Vapnik, *Support-Vector Networks*, 1995.) It is scikit-learn's `hinge_loss` of two classes and
/// Keras's `Hinge`; PyTorch has no such loss, its `HingeEmbeddingLoss` is of distances. It is computed after
/// any activation, but only one whose outputs get to both sides of zero can learn from it: end the network
/// in `linear`, or in `tanh`. Its derivative by `a_i` is `-y_i / n` up to the margin, and 0 from there on.
///
/// ```
/// use sinew::prelude::*;
///
/// let mut net = network!(1 => 2);
/// net.layer1_mut().biases.copy_from_slice(&[3.0, 0.5]);
/// let trainer = Trainer::new(Hinge, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [1.0, -1.0])])?;
/// assert_eq!(loss, (0.0 + 1.5) / 2.0);
/// assert_eq!(trainer.evaluate(&net, &[([0.0], 0_u8)])?, loss);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hinge;

impl ElementwiseLoss for Hinge {
    const OTHER_CLASS: f32 = -1.0;
    const TARGETS: TargetDomain = TargetDomain::Signs;

    #[inline(always)]
    fn value<R: Real>(self, a: R, y: R) -> R {
        missing(a, y).at_least(a.constant(0.0))
    }

    #[inline(always)]
    fn derivative<R: Real>(self, a: R, y: R) -> R {
        let zero = a.constant(0.0);
        zero.select_less(missing(a, y), -y, zero)
    }
}

elementwise_loss!(Hinge);

/// What is missing to the margin.
#[inline(always)]
fn missing<R: Real>(a: R, y: R) -> R {
    a.constant(1.0) - a * y
}
