use super::{Activated, Activation, Differentiable};
use crate::init::Init;
use crate::kernel::{Isa, Kernel, Values, half_empty};
use crate::math::{Real, exp_over_power};

/// `softmax`: `a_i = exp(z_i) / Σ exp(z_j)`, the probabilities of classes. They sum to 1.
///
/// The power of 2 next to that of the largest `z` is taken out of all exponentials, so that none overflows. Of `n`
/// outputs, each is off by at most `(n + 8) 2^-24` of itself; where the largest `z` is beyond 1024 in magnitude, by
/// `(n + ln n + d + 8) 2^-24`, with `d` the distance of its `z` from the largest. One below `2.36e-38` may be zero.
/// They sum to 1 within `(n + 1) 2^-24`.
///
/// NaN or infinity among the `z` makes all outputs NaN. Negative infinity has the probability 0, unless
/// all are.
///
/// ```
/// let [a, b] = sinew::network!(1 => 2 softmax).predict(&[1.0]);
/// assert_eq!([a, b], [0.5, 0.5]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Softmax;

/// From here on, the largest `z` is subtracted from all, since the exponent of its power has too many digits for the
/// remainder to be exact.
const FAR: f32 = 1024.0;

impl Activation for Softmax {
    #[inline(always)]
    fn activate<K: Kernel>(self, kernel: K, z: &[f32], a: &mut [f32]) {
        let largest = kernel.largest(z);
        // With vectors, a subtraction that is not needed would let all exponentials wait for the largest.
        if const { K::Isa::LANES > 1 } && are_near(largest.flat()) {
            kernel.zip_each(
                z,
                &largest,
                a,
                #[inline(always)]
                |z, largest| exp_over_power(z, largest),
            );
        } else {
            kernel.zip_each(
                z,
                &largest,
                a,
                #[inline(always)]
                |z, largest| {
                    let far = if_far(largest);
                    exp_over_power(z - far, largest - far)
                },
            );
        }
        let shares = reciprocal(kernel, &kernel.sum(a));
        kernel.update_each(
            a,
            &shares,
            #[inline(always)]
            |exp, share| exp * share,
        );
    }

    compiled_once!(activate);

    fn default_init(self) -> Init {
        Init::xavier()
    }
}

/// Whether nothing need be subtracted, in any sample.
#[inline(always)]
fn are_near(largest: &[f32]) -> bool {
    largest.iter().fold(true, |all, z| all & (z.abs() < FAR))
}

/// The largest `z` where it is far from zero, or is no number.
#[inline(always)]
fn if_far<R: Real>(largest: R) -> R {
    largest.abs().select_less(largest.constant(FAR), largest.constant(0.0), largest)
}

/// `1 / total` of each sample: one division for all of its units.
#[inline(always)]
fn reciprocal<K: Kernel>(kernel: K, totals: &K::Each) -> K::Each {
    if const { half_empty(K::UNITS, 1) } {
        return reciprocal(kernel.narrower(), totals);
    }
    kernel.map_each(
        totals,
        #[inline(always)]
        |total| total.constant(1.0) / total,
    )
}

impl Differentiable for Softmax {
    /// `∂L/∂z_i = a_i (g_i - Σ g_j a_j)` with `g = ∂L/∂a`.
    #[inline(always)]
    fn backward<K: Kernel>(self, kernel: K, layer: Activated<&[f32]>, delta: &mut [f32]) {
        let mean = kernel.sum_of(
            delta,
            layer.a,
            #[inline(always)]
            |gradient, a| gradient * a,
        );
        kernel.update_zip_each(
            delta,
            layer.a,
            [&mean],
            #[inline(always)]
            |gradient, a, [mean]| (gradient - mean) * a,
        );
    }

    compiled_once!(backward);
}
