use super::Elementwise;
use crate::math::Real;

/// `hard_sigmoid`: `a = z / 6 + 1 / 2`, held between 0 and 1 (Courbariaux, Bengio and David,
/// *BinaryConnect*, 2015, with the slope of PyTorch). At most 1.4 ulp off.
///
/// ```
/// use sinew::{Elementwise, HardSigmoid};
///
/// assert_eq!([-4.0_f32, 0.0, 4.0].map(|z| HardSigmoid.function(z)), [0.0, 0.5, 1.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HardSigmoid;

impl Elementwise for HardSigmoid {
    /// In this order, no bit is lost where it leaves zero.
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        (z + 3.0).within(0.0, 6.0) * (1.0 / 6.0)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.abs().select_less(z.constant(3.0), z.constant(1.0 / 6.0), z.constant(0.0))
    }
}
