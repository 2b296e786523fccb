use super::Loss;
use crate::activation::{Activated, Activation, Sigmoid};
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf};
use crate::math::Real;

/// `L = -(1/n) Σ (y_i ln a_i + (1 - y_i) ln(1 - a_i))` over the `n` outputs: for targets between
/// 0 and 1 and a network that ends in `sigmoid`.
///
/// Computed from `z` as `max(z, 0) - z y + ln(1 + exp(-|z|))`, which neither overflows nor takes
/// the logarithm of zero; its derivative by `z` is `(a - y) / n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BinaryCrossEntropy;

/// An activation whose outputs are probabilities, each by itself.
#[diagnostic::on_unimplemented(
    message = "`BinaryCrossEntropy` needs a network that ends in `sigmoid`, but this one ends in `{Self}`",
    note = "end the network in `sigmoid`, or train it with `MeanSquaredError`"
)]
pub trait Probabilities: Activation {}

impl Probabilities for Sigmoid {}

impl<A: Probabilities> Loss<A> for BinaryCrossEntropy {
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let mut losses = Values::zeros();
        kernel.zip::<Y>(
            &output.z,
            target,
            &mut losses,
            #[inline(always)]
            |z, y| {
                let softplus = z.at_least(z.constant(0.0)) + (-z.abs()).exp().ln_1p();
                (softplus - z * y) * (1.0 / Y::LENGTH as f32)
            },
        );
        kernel.sum::<Y>(&losses)
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
        kernel.zip::<Y>(
            &output.a,
            target,
            delta,
            #[inline(always)]
            |a, y| (a - y) * (1.0 / Y::LENGTH as f32),
        );
    }
}
