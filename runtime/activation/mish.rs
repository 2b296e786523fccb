use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `mish`: `a = z tanh(softplus(z))` (Misra, *Mish: A Self Regularized Non-Monotonic Activation
/// Function*, 2019). At most 4.6 ulp off; zero below -86.9, where `a` is above `-1.6e-36`.
///
/// With `e = exp(z)` and `n = e (e + 2)`, `tanh(ln(1 + e)) = n / (n + 2)`.
///
/// ```
/// use sinew::{Elementwise, Mish};
///
/// assert_eq!(Mish.function(0.0_f32), 0.0);
/// assert!((Mish.function(1.0_f32) - 0.865_098).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mish;

/// Here the exponential is zero; infinity as a factor would make NaN of it.
const ZERO_FROM: f32 = -87.0;
/// Here the slope is 1.
const STRAIGHT_FROM: f32 = 20.0;

impl Elementwise for Mish {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        let z = z.at_least(z.constant(ZERO_FROM));
        let e = z.at_most(z.constant(STRAIGHT_FROM)).exp();
        let n = e * (e + 2.0);
        z * (n / (n + 2.0))
    }

    /// `t + z sigmoid(z) (1 - t²)` with `t = n / (n + 2)`. With `q = 1 / (n + 2)` that is
    /// `n q + 4 z e (e + 1) q²`.
    #[inline(always)]
    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        let z = z.within(ZERO_FROM, STRAIGHT_FROM);
        let e = z.exp();
        let n = e * (e + 2.0);
        let q = z.constant(1.0) / (n + 2.0);
        let bend = z * 4.0 * e * (e + 1.0) * q;
        (n + bend) * q
    }

    fn init(self) -> Init {
        Init::he()
    }
}
