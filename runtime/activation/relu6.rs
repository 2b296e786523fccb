use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `relu6`: `a = z`, held between 0 and 6 (Krizhevsky, *Convolutional Deep Belief Networks on
/// CIFAR-10*, 2010).
///
/// ```
/// use sinew::{Elementwise, Relu6};
///
/// assert_eq!([-2.0_f32, 3.0, 7.0].map(|z| Relu6.function(z)), [0.0, 3.0, 6.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relu6;

impl Elementwise for Relu6 {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.within(0.0, 6.0)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        let (zero, one) = (z.constant(0.0), z.constant(1.0));
        zero.select_less(z, z.select_less(z.constant(6.0), one, zero), zero)
    }

    fn init(self) -> Init {
        Init::he()
    }

    /// Above zero, as for `relu`.
    fn initial_biases(self) -> f32 {
        0.2
    }
}
