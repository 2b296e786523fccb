use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `leaky_relu(slope)`: `a = z` from zero on, `a = slope z` below.
///
/// ```
/// use sinew::{Elementwise, LeakyRelu};
///
/// assert_eq!([-2.0_f32, 3.0].map(|z| LeakyRelu(0.5).function(z)), [-1.0, 3.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeakyRelu(
    /// The slope below zero, usually `0.01`.
    pub f32,
);

impl Elementwise for LeakyRelu {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.select_less(z.constant(0.0), z * self.0, z)
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.select_less(z.constant(0.0), z.constant(self.0), z.constant(1.0))
    }

    fn init(self) -> Init {
        Init::he()
    }

    compiled_once!(elementwise);
}
