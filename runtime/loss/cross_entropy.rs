use super::Loss;
use crate::activation::{Activated, Activation, Softmax};
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};
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
        let (mut shifted, mut exp) = (Values::zeros(), Values::zeros());
        kernel.zip_each::<Y>(
            &output.z,
            &kernel.largest::<Y>(&output.z),
            &mut shifted,
            #[inline(always)]
            |z, largest| z - largest,
        );
        kernel.map::<Y>(
            &shifted,
            &mut exp,
            #[inline(always)]
            |z| z.exp(),
        );
        let mut log_total = Values::zeros();
        kernel.map::<[f32; 1]>(
            &kernel.sum::<Y>(&exp),
            &mut log_total,
            #[inline(always)]
            |total| total.ln(),
        );
        let (mut surprise, mut weighted) = (Values::zeros(), Values::zeros());
        kernel.zip_each::<Y>(
            &shifted,
            &log_total,
            &mut surprise,
            #[inline(always)]
            |z, log_total| log_total - z,
        );
        kernel.zip::<Y>(
            &surprise,
            target,
            &mut weighted,
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
        delta: &mut ValuesOf<K, Y>,
    ) {
        let mut expected = Values::zeros();
        kernel.zip_each::<Y>(
            &output.a,
            &kernel.sum::<Y>(target),
            &mut expected,
            #[inline(always)]
            |a, mass| a * mass,
        );
        kernel.zip::<Y>(
            &expected,
            target,
            delta,
            #[inline(always)]
            |expected, y| expected - y,
        );
    }
}
