//! What the losses share that add up what each output loses.

use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, Each, Kernel, RealOf, Values, ValuesOf};

/// `Σ f(left_i, right_i)` of each sample.
#[inline(always)]
pub(super) fn sum_of<K: Kernel, Y: Array>(
    kernel: K,
    left: &ValuesOf<K, Y>,
    right: &ValuesOf<K, Y>,
    f: impl Fn(RealOf<K>, RealOf<K>) -> RealOf<K>,
) -> Each<K> {
    let mut terms = Values::zeros();
    kernel.zip::<Y>(left, right, &mut terms, f);
    kernel.sum::<Y>(&terms)
}

/// `(1/n) Σ f(left_i, right_i)` of each sample. The terms are divided, so that their sum does not overflow.
#[inline(always)]
pub(super) fn mean_of<K: Kernel, Y: Array>(
    kernel: K,
    left: &ValuesOf<K, Y>,
    right: &ValuesOf<K, Y>,
    f: impl Fn(RealOf<K>, RealOf<K>) -> RealOf<K>,
) -> Each<K> {
    sum_of::<K, Y>(
        kernel,
        left,
        right,
        #[inline(always)]
        |left, right| f(left, right) * (1.0 / Y::LENGTH as f32),
    )
}

/// `δ` of a loss with `∂L/∂a_i = f(a_i, y_i)`, whatever the last activation.
#[inline(always)]
pub(super) fn delta_of<K: Kernel, Y: Array>(
    kernel: K,
    activation: impl Differentiable,
    output: &Activated<ValuesOf<K, Y>>,
    target: &ValuesOf<K, Y>,
    delta: &mut ValuesOf<K, Y>,
    f: impl Fn(RealOf<K>, RealOf<K>) -> RealOf<K>,
) {
    let mut gradient = Values::zeros();
    kernel.zip::<Y>(&output.a, target, &mut gradient, f);
    activation.backward::<K, Y>(kernel, output, &gradient, delta);
}
