use super::{Activated, Activation, Differentiable};
use crate::init::Init;
use crate::kernel::{Array, Each, Isa, Kernel, Values, ValuesOf, half_empty};
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
    fn activate<K: Kernel, A: Array>(self, kernel: K, z: &ValuesOf<K, A>, a: &mut ValuesOf<K, A>) {
        let largest = kernel.largest::<A>(z);
        // With vectors, a subtraction that is not needed would let all exponentials wait for the largest.
        if const { K::Isa::LANES > 1 } && are_near(largest.flat()) {
            return probabilities::<K, A>(kernel, z, &largest, a);
        }
        let (mut near, mut largest_near) = (Values::zeros(), Values::zeros());
        kernel.zip_each::<A>(
            z,
            &largest,
            &mut near,
            #[inline(always)]
            |z, largest| z - if_far(largest),
        );
        kernel.map::<[f32; 1]>(
            &largest,
            &mut largest_near,
            #[inline(always)]
            |largest| largest - if_far(largest),
        );
        probabilities::<K, A>(kernel, &near, &largest_near, a);
    }

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

/// The softmax of `z` the largest of which is near zero.
#[inline(always)]
fn probabilities<K: Kernel, A: Array>(
    kernel: K,
    z: &ValuesOf<K, A>,
    largest: &Each<K>,
    a: &mut ValuesOf<K, A>,
) {
    let mut exp = Values::zeros();
    kernel.zip_each::<A>(
        z,
        largest,
        &mut exp,
        #[inline(always)]
        |z, largest| exp_over_power(z, largest),
    );
    kernel.zip_each::<A>(
        &exp,
        &reciprocal(kernel, &kernel.sum::<A>(&exp)),
        a,
        #[inline(always)]
        |exp, share| exp * share,
    );
}

/// `1 / total` of each sample: one division for all of its units.
#[inline(always)]
fn reciprocal<K: Kernel>(kernel: K, totals: &Each<K>) -> Each<K> {
    if const { half_empty(K::UNITS, 1) } {
        return reciprocal(kernel.narrower(), totals);
    }
    let mut shares = Values::zeros();
    kernel.map::<[f32; 1]>(
        totals,
        &mut shares,
        #[inline(always)]
        |total| total.constant(1.0) / total,
    );
    shares
}

impl Differentiable for Softmax {
    /// `∂L/∂z_i = a_i (g_i - Σ g_j a_j)` with `g = ∂L/∂a`.
    #[inline(always)]
    fn backward<K: Kernel, A: Array>(
        self,
        kernel: K,
        layer: &Activated<ValuesOf<K, A>>,
        gradient: &ValuesOf<K, A>,
        delta: &mut ValuesOf<K, A>,
    ) {
        let (mut weighted, mut centred) = (Values::zeros(), Values::zeros());
        kernel.zip::<A>(
            gradient,
            &layer.a,
            &mut weighted,
            #[inline(always)]
            |gradient, a| gradient * a,
        );
        kernel.zip_each::<A>(
            gradient,
            &kernel.sum::<A>(&weighted),
            &mut centred,
            #[inline(always)]
            |gradient, mean| gradient - mean,
        );
        kernel.zip::<A>(
            &centred,
            &layer.a,
            delta,
            #[inline(always)]
            |centred, a| centred * a,
        );
    }
}
