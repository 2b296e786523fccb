use super::Loss;
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Array, Each, Kernel, ValuesOf};
use crate::math::Real;

/// `L = -Σ y_i ln a_i`: for targets that are the probabilities of classes (one of them 1, or all
/// summing to 1) and a network that ends in `softmax`.
///
/// Computed from `z` as `Σ y_i (ln Σ exp(z_j) - z_i)`, with the largest `z` taken out of the
/// exponentials; its derivative by `z` is `a Σ y_j - y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CrossEntropy;

/// An activation whose outputs are the probabilities of classes, which sum to 1.
#[diagnostic::on_unimplemented(
    message = "`CrossEntropy` needs a network that ends in `softmax`, but this one ends in `{Self}`",
    note = "end the network in `softmax`, or train it with `MeanSquaredError`"
)]
pub trait Distribution: Activation {}

impl Distribution for Softmax {}

impl<A: Distribution> Loss<A> for CrossEntropy {
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let largest = kernel.largest::<Y>(&output.z);
        let shifted = kernel.zip_each::<Y>(
            &output.z,
            &largest,
            #[inline(always)]
            |z, largest| z - largest,
        );
        let exp = kernel.map::<Y>(&shifted, Real::exp);
        let log_total = kernel.map::<[f32; 1]>(&kernel.sum::<Y>(&exp), Real::ln);
        let surprise = kernel.zip_each::<Y>(
            &shifted,
            &log_total,
            #[inline(always)]
            |z, log_total| log_total - z,
        );
        let weighted = kernel.zip::<Y>(
            &surprise,
            target,
            #[inline(always)]
            |surprise, y| surprise * y,
        );
        kernel.sum::<Y>(&weighted)
    }

    #[inline(always)]
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        _activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> ValuesOf<K, Y> {
        let mass = kernel.sum::<Y>(target);
        let expected = kernel.zip_each::<Y>(
            &output.a,
            &mass,
            #[inline(always)]
            |a, mass| a * mass,
        );
        kernel.zip::<Y>(
            &expected,
            target,
            #[inline(always)]
            |expected, y| expected - y,
        )
    }
}
