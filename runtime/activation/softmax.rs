use super::{Activated, Activation, Differentiable};
use crate::init::Init;
use crate::kernel::{Array, Each, Kernel, Values, ValuesOf, half_empty};
use crate::math::{Real, finite_exp};

/// `softmax`: `a_i = exp(z_i) / Σ exp(z_j)`, the probabilities of classes. They sum to 1.
///
/// The largest `z` is subtracted first, so that no exponential overflows. Of `n` outputs, each is off by
/// at most `(n + ln n + d + 7) 2^-24` of itself, with `d` the distance of its `z` from the largest, but
/// for one below `1.82e-38`, which may be zero. They sum to 1 within `(n + 1) 2^-24`.
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

impl Activation for Softmax {
    #[inline(always)]
    fn activate<K: Kernel, A: Array>(self, kernel: K, z: &ValuesOf<K, A>, a: &mut ValuesOf<K, A>) {
        let mut exp = Values::zeros();
        kernel.zip_each::<A>(
            z,
            &kernel.largest::<A>(z),
            &mut exp,
            #[inline(always)]
            |z, largest| finite_exp(z - largest),
        );
        kernel.zip_each::<A>(
            &exp,
            &reciprocal(kernel, &kernel.sum::<A>(&exp)),
            a,
            #[inline(always)]
            |exp, share| exp * share,
        );
    }

    fn default_init(self) -> Init {
        Init::xavier()
    }
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
