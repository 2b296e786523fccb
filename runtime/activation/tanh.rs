use super::Elementwise;
use crate::math::Real;

/// `tanh`: the hyperbolic tangent, between -1 and 1.
///
/// ```
/// use sinew::{Elementwise, Tanh};
///
/// assert_eq!(Tanh.function(0.0_f32), 0.0);
/// assert_eq!(Tanh.derivative(0.0_f32, 0.0), 1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tanh;

impl Elementwise for Tanh {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.tanh()
    }

    #[inline(always)]
    fn derivative<R: Real>(self, _z: R, a: R) -> R {
        a.constant(1.0) - a * a
    }

    compiled_once!(elementwise);
}
