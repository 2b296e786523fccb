use core::f32::consts::FRAC_1_SQRT_2;

use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `gelu`: `a = z Φ(z)`, with `Φ(z) = (1 + erf(z / √2)) / 2` the normal distribution (Hendrycks and
/// Gimpel, *Gaussian Error Linear Units*, 2016). This is the exact form, not that with `tanh`.
///
/// It is off by at most `4.2 2^-24 |z|`; from -6 down it is zero, where `a` is above `-6e-9`.
///
/// ```
/// use sinew::{Elementwise, Gelu};
///
/// assert_eq!(Gelu.function(0.0_f32), 0.0);
/// assert!((Gelu.function(1.0_f32) - 0.841_345).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gelu;

/// Below, `Φ` rounds to zero in the form above; as a factor infinity would make NaN of it.
const ZERO_BELOW: f32 = -6.0;
/// `exp(-z² / 2)` is zero there.
const FLAT_FROM: f32 = 14.0;
/// `1 / √(2π)`, the height of the bell.
const HEIGHT: f32 = 0.398_942_3;

impl Elementwise for Gelu {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        let z = z.at_least(z.constant(ZERO_BELOW));
        z * distribution(z)
    }

    /// `Φ(z) + z exp(-z² / 2) / √(2π)`.
    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        let z = z.within(-FLAT_FROM, FLAT_FROM);
        let bell = (z * z * -0.5).exp() * HEIGHT;
        z.multiply_add(bell, distribution(z))
    }

    fn init(self) -> Init {
        Init::he()
    }
}

/// `Φ(z)`.
#[inline(always)]
fn distribution<R: Real>(z: R) -> R {
    (z * FRAC_1_SQRT_2).erf().multiply_add(z.constant(0.5), z.constant(0.5))
}
