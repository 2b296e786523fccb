use super::ElementwiseLoss;
use crate::elementwise_loss;
use crate::error::Error;
use crate::math::Real;

/// `L = (1/n) Σ h(a_i - y_i)` over the `n` outputs, with `h(d) = d²/2` up to a magnitude of `delta`, and
/// `delta (|d| - delta/2)` beyond: for targets of any size, some of which may be far off, after any
/// activation.
///
/// (Huber, *Robust Estimation of a Location Parameter*, 1964.) It is PyTorch's `HuberLoss`. Near a target it is
/// half of [`MeanSquaredError`](super::MeanSquaredError), far away `delta` times
/// [`MeanAbsoluteError`](super::MeanAbsoluteError); its derivative by `a_i` is never beyond `delta / n`.
///
/// ```
/// use sinew::prelude::*;
///
/// let net = network!(1 => 2);
/// let trainer = Trainer::new(Huber { delta: 2.0 }, Sgd::new(0.1));
/// let loss = trainer.evaluate(&net, &[([0.0], [3.0, -1.0])])?;
/// assert_eq!(loss, (2.0 * (3.0 - 1.0) + 0.5) / 2.0);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Huber {
    /// The distance, above zero, from which on the loss grows no faster: usually `1.0`.
    pub delta: f32,
}

impl Huber {
    /// Whether its distance is one.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_delta_valid(&self) -> bool {
        self.delta > 0.0
    }
}

impl Default for Huber {
    /// As in PyTorch: a `delta` of 1.
    fn default() -> Self {
        Self { delta: 1.0 }
    }
}

impl ElementwiseLoss for Huber {
    fn check(self) -> Result<(), Error> {
        Error::unless(self.is_delta_valid(), "delta", "above 0")
    }

    #[inline(always)]
    fn value<R: Real>(self, a: R, y: R) -> R {
        let distance = (a - y).abs();
        let cut = distance.at_most(distance.constant(self.delta));
        cut * (distance - cut * 0.5)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, a: R, y: R) -> R {
        (a - y).within(-self.delta, self.delta)
    }
}

elementwise_loss!(Huber);
