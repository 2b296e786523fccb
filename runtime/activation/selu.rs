use super::Elementwise;
use crate::init::Init;
use crate::math::Real;

/// `selu`: `a = λ elu(α)(z)`, with `λ` and `α` such that signals keep a mean of 0 and a variance of 1
/// through many layers (Klambauer et al., *Self-Normalizing Neural Networks*, 2017). At most 2.2 ulp
/// off.
///
/// ```
/// use sinew::{Elementwise, Selu};
///
/// assert!((Selu.function(1.0_f32) - 1.050_701).abs() < 1e-6);
/// assert!((Selu.function(-30.0_f32) + 1.758_099).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Selu;

/// `λ` of the paper.
const SCALE: f32 = 1.050_701;
/// `α` of the paper.
const ALPHA: f32 = 1.673_263_2;

impl Elementwise for Selu {
    #[inline(always)]
    fn function<R: Real>(self, z: R) -> R {
        z.constant(0.0).select_less(z, z * SCALE, z.exp_m1() * (SCALE * ALPHA))
    }

    /// Below zero `λ α exp(z)`, which is `a + λ α`; so it is at zero.
    #[inline(always)]
    fn derivative<R: Real>(self, z: R, a: R) -> R {
        z.constant(0.0).select_less(z, z.constant(SCALE), a + SCALE * ALPHA)
    }

    /// As the paper needs it: a variance of `1 / inputs`.
    fn init(self) -> Init {
        Init::lecun()
    }
}
