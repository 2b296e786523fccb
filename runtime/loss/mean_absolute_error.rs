use super::ElementwiseLoss;
use crate::elementwise_loss;
use crate::math::Real;

/// `L = (1/n) Σ |a_i - y_i|` over the `n` outputs: for targets of any size, some of which may be far off,
/// after any activation.
///
/// Its derivative by `a_i` is `1/n` or `-1/n`, and 0 where the target is met exactly. PyTorch calls it
/// `L1Loss`.
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 2);
/// let trainer = Trainer::new(MeanAbsoluteError, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [3.0, -1.0])])?;
/// assert_eq!(loss, (3.0 + 1.0) / 2.0);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MeanAbsoluteError;

impl ElementwiseLoss for MeanAbsoluteError {
    #[inline(always)]
    fn value<R: Real>(self, a: R, y: R) -> R {
        (a - y).abs()
    }

    #[inline(always)]
    fn derivative<R: Real>(self, a: R, y: R) -> R {
        let one = a.constant(1.0);
        let at_or_below = a.select_less(y, -one, a - y);
        y.select_less(a, one, at_or_below)
    }
}

elementwise_loss!(MeanAbsoluteError);
