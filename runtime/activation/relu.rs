use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `relu`: `a = max(z, 0)`. NaN stays NaN.
///
/// ```
/// use sinew::{Elementwise, Relu};
///
/// assert_eq!([-2.0_f32, 3.0].map(|z| Relu.function(z)), [0.0, 3.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relu;

impl Elementwise for Relu {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.at_least(z.constant(0.0))
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        let zero = z.constant(0.0);
        zero.select_less(z, z.constant(1.0), zero)
    }

    fn init(self) -> Init {
        Init::he()
    }

    /// Above zero: no unit starts dead.
    fn initial_biases(self) -> f32 {
        0.2
    }

    compiled_once!(elementwise);
}
