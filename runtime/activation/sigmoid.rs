use super::Elementwise;
use crate::math::Real;

/// `sigmoid`: `a = 1 / (1 + exp(-z))`, between 0 and 1.
///
/// ```
/// use sinew::{Elementwise, Sigmoid};
///
/// assert_eq!(Sigmoid.function(0.0_f32), 0.5);
/// assert_eq!(Sigmoid.derivative(0.0_f32, 0.5), 0.25);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sigmoid;

impl Elementwise for Sigmoid {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.sigmoid()
    }

    #[inline(always)]
    fn derivative<R: Real>(self, _z: R, a: R) -> R {
        a * (a.constant(1.0) - a)
    }

    compiled_once!(elementwise);
}
