use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `elu(alpha)`: `a = z` above zero, `a = alpha (exp(z) - 1)` below, never beyond `-alpha` (Clevert,
/// Unterthiner and Hochreiter, *Fast and Accurate Deep Network Learning by Exponential Linear Units*,
/// 2015). At most 1 ulp off for an `alpha` of 1, and 3 for any other.
///
/// ```
/// use sinew::{Elementwise, Elu};
///
/// assert_eq!(Elu(1.0).function(2.0_f32), 2.0);
/// assert_eq!(Elu(1.0).function(-30.0_f32), -1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elu(
    /// What it tends to below zero is the negative of this, usually `1.0`.
    pub f32,
);

impl Elementwise for Elu {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.constant(0.0).select_less(z, z, z.exp_m1() * self.0)
    }

    /// Below zero `alpha exp(z)`, which is `a + alpha`; so it is at zero.
    #[inline(always)]
    fn derivative<R: Real>(self, z: R, a: R) -> R {
        z.constant(0.0).select_less(z, z.constant(1.0), a + self.0)
    }

    /// As in the paper.
    fn init(self) -> Init {
        Init::he()
    }
}
