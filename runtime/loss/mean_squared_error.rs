use super::Loss;
use super::outputs::{delta_of, mean_of};
use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, Each, Kernel, ValuesOf};

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

impl<A: Differentiable> Loss<A> for MeanSquaredError {
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
            |a, y| (a - y) * (a - y),
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
            |a, y| (a - y) * (2.0 / Y::LENGTH as f32),
        );
    }
}
