use super::ElementwiseLoss;
use crate::elementwise_loss;
use crate::math::Real;

/// `L = (1/n) Σ (a_i - y_i)²` over the `n` outputs: for targets of any size, after any activation.
///
/// PyTorch calls it `MSELoss`.
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 2);
/// let trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [3.0, -1.0])])?;
/// assert_eq!(loss, (9.0 + 1.0) / 2.0);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MeanSquaredError;

impl ElementwiseLoss for MeanSquaredError {
    #[inline(always)]
    fn value<R: Real>(self, a: R, y: R) -> R {
        (a - y) * (a - y)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, a: R, y: R) -> R {
        (a - y) * 2.0
    }

    compiled_once!(elementwise);
}

elementwise_loss!(MeanSquaredError);
