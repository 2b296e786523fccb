use super::{Activated, Activation, Differentiable};
use crate::init::Init;
use crate::kernel::{Array, Kernel, ValuesOf};
use crate::math::Real;

/// `softmax`: `a_i = exp(z_i) / Σ exp(z_j)`, the probabilities of classes. They sum to 1.
///
/// The largest `z` is subtracted first, so that no exponential overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Softmax;

impl Activation for Softmax {
    #[inline(always)]
    fn activate<K: Kernel, A: Array>(self, kernel: K, z: &ValuesOf<K, A>) -> ValuesOf<K, A> {
        let largest = kernel.largest::<A>(z);
        let exp = kernel.zip_each::<A>(
            z,
            &largest,
            #[inline(always)]
            |z, largest| (z - largest).exp(),
        );
        let total = kernel.sum::<A>(&exp);
        kernel.zip_each::<A>(
            &exp,
            &total,
            #[inline(always)]
            |exp, total| exp / total,
        )
    }

    fn default_init(self) -> Init {
        Init::xavier()
    }
}

impl Differentiable for Softmax {
    /// `∂L/∂z_i = a_i (g_i - Σ g_j a_j)` with `g = ∂L/∂a`.
    #[inline(always)]
    fn backward<K: Kernel, A: Array>(
        self,
        kernel: K,
        layer: &Activated<ValuesOf<K, A>>,
        gradient: &ValuesOf<K, A>,
    ) -> ValuesOf<K, A> {
        let weighted = kernel.zip::<A>(
            gradient,
            &layer.a,
            #[inline(always)]
            |gradient, a| gradient * a,
        );
        let mean = kernel.sum::<A>(&weighted);
        let centred = kernel.zip_each::<A>(
            gradient,
            &mean,
            #[inline(always)]
            |gradient, mean| gradient - mean,
        );
        kernel.zip::<A>(
            &centred,
            &layer.a,
            #[inline(always)]
            |centred, a| centred * a,
        )
    }
}
