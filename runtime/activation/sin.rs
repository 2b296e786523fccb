use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `sin`: the sine, for periodic signals (Sitzmann et al., *Implicit Neural Representations with
/// Periodic Activation Functions*, 2020). [`Real::sin`] says how exact it is, and up to where.
///
/// ```
/// use sinew::{Elementwise, Sin};
///
/// assert_eq!(Sin.function(0.0_f32), 0.0);
/// assert_eq!(Sin.derivative(0.0_f32, 0.0), 1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sin;

impl Elementwise for Sin {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.sin()
    }

    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.cos()
    }

    /// `√(6 / inputs)`, the limit of the paper as it is of He.
    fn init(self) -> Init {
        Init::he()
    }
}
