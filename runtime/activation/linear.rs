use super::Elementwise;
use crate::math::Real;

/// `linear`: `a = z`. What a layer without an activation has.
///
/// ```
/// use sinew::{Elementwise, Linear};
///
/// assert_eq!([-2.0_f32, 3.0].map(|z| Linear.function(z)), [-2.0, 3.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Linear;

impl Elementwise for Linear {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.constant(1.0)
    }

    compiled_once!(elementwise);
}
