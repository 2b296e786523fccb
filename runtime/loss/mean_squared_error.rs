use super::Loss;
use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};

/// `L = (1/n) Σ (a_i - y_i)²` over the `n` outputs: for targets of any size.
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
        let mut squares = Values::zeros();
        kernel.zip::<Y>(
            &output.a,
            target,
            &mut squares,
            #[inline(always)]
            |a, y| (a - y) * (a - y) * (1.0 / Y::LENGTH as f32),
        );
        kernel.sum::<Y>(&squares)
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
        let mut gradient = Values::zeros();
        kernel.zip::<Y>(
            &output.a,
            target,
            &mut gradient,
            #[inline(always)]
            |a, y| (a - y) * (2.0 / Y::LENGTH as f32),
        );
        activation.backward::<K, Y>(kernel, output, &gradient, delta);
    }
}
