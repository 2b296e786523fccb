use super::Loss;
use super::outputs::{delta_of, mean_of};
use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, Each, Kernel, ValuesOf};
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

impl<A: Differentiable> Loss<A> for MeanAbsoluteError {
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
            |a, y| (a - y).abs(),
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
            |a, y| {
                let share = a.constant(1.0 / Y::LENGTH as f32);
                let at_or_below = a.select_less(y, -share, a - y);
                y.select_less(a, share, at_or_below)
            },
        );
    }
}
