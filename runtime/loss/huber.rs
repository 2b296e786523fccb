use super::Loss;
use super::outputs::{delta_of, mean_of};
use crate::activation::{Activated, Differentiable};
use crate::error::Error;
use crate::kernel::{Array, Each, Kernel, ValuesOf};
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

impl Default for Huber {
    /// As in PyTorch: a `delta` of 1.
    fn default() -> Self {
        Self { delta: 1.0 }
    }
}

impl<A: Differentiable> Loss<A> for Huber {
    fn check(self) -> Result<(), Error> {
        Error::unless(self.delta > 0.0, "delta", "above 0")
    }

    /// With `c` the smaller of `|d|` and `delta`, `h(d)` is `c (|d| - c/2)` on both sides.
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        mean_of::<K, Y>(
            kernel,
            &output.a,
            target,
            #[inline(always)]
            |a, y| {
                let distance = (a - y).abs();
                let cut = distance.at_most(distance.constant(self.delta));
                cut * (distance - cut * 0.5)
            },
        )
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
        delta_of::<K, Y>(
            kernel,
            activation,
            output,
            target,
            delta,
            #[inline(always)]
            |a, y| (a - y).within(-self.delta, self.delta) * (1.0 / Y::LENGTH as f32),
        );
    }
}
