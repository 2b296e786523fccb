use super::Elementwise;
use crate::math::Real;

/// `hard_tanh`: `a = z`, held between -1 and 1 (Collobert, *Large Scale Machine Learning*, 2004).
///
/// ```
/// use sinew::{Elementwise, HardTanh};
///
/// assert_eq!([-4.0_f32, 0.5, 4.0].map(|z| HardTanh.function(z)), [-1.0, 0.5, 1.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HardTanh;

impl Elementwise for HardTanh {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.within(-1.0, 1.0)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.abs().select_less(z.constant(1.0), z.constant(1.0), z.constant(0.0))
    }
}
