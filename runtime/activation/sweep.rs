//! Activations within their documented errors.

use core::f64::consts::FRAC_1_SQRT_2;

use super::{Elementwise, Elu, Gelu, HardSigmoid, Mish, Selu, Silu, Softplus};
use crate::math::Real;
use crate::math::sweep::{Function, in_ulp, sweep};

/// An activation that is off by some ulp.
macro_rules! check {
    ($test:ident, $function:expr, within $bound:literal, $documented:expr) => {
        #[test]
        fn $test() {
            struct Checked;

            impl Function for Checked {
                const NAME: &'static str = stringify!($test);
                const BOUND: f64 = $bound;

                fn of<R: Real>(z: R) -> R {
                    $function.function(z)
                }

                fn documented(z: f64) -> f64 {
                    let documented: fn(f64) -> f64 = $documented;
                    documented(z)
                }
            }
            sweep::<Checked>();
        }
    };
}

check!(elu, Elu(1.0), within 1.0, |z| if z > 0.0 { z } else { z.exp_m1() + 0.0 });
check!(selu, Selu, within 2.2, |z| {
    const SCALE: f64 = 1.050_700_987_355_480_5;
    const ALPHA: f64 = 1.673_263_242_354_377_2;
    SCALE * if z > 0.0 { z } else { ALPHA * z.exp_m1() + 0.0 }
});
check!(silu, Silu, within 3.2, |z| {
    if z < f64::from(-88.722_83_f32) { -0.0 } else { z / (1.0 + (-z).exp()) }
});
check!(softplus, Softplus, within 3.2, |z| {
    if z < f64::from(-86.9_f32) { 0.0 } else { z.max(0.0) + (-z.abs()).exp().ln_1p() }
});
check!(mish, Mish, within 4.6, |z| {
    if z < f64::from(-86.9_f32) { -0.0 } else { z * z.exp().ln_1p().tanh() }
});
check!(hard_sigmoid, HardSigmoid, within 1.4, |z| {
    (z / 6.0 + 0.5).clamp(0.0, 1.0)
});

/// Its error is a share of `z`.
struct OfNormalDistribution;

impl Function for OfNormalDistribution {
    const NAME: &'static str = "gelu";
    const BOUND: f64 = 4.2;

    fn of<R: Real>(z: R) -> R {
        Gelu.function(z)
    }

    fn documented(z: f64) -> f64 {
        if z == f64::NEG_INFINITY { -0.0 } else { z * 0.5 * libm::erfc(-z * FRAC_1_SQRT_2) }
    }

    fn of_small(z: f64) -> f64 {
        const HEIGHT: f64 = 0.398_942_280_401_432_7;
        z * (0.5 + z * HEIGHT * (1.0 - z * z / 6.0))
    }

    #[inline(always)]
    fn distance(z: f32, found: f32, exact: f64) -> f64 {
        const ROUNDING: f64 = 1.0 / 16_777_216.0;
        let unit = f64::from(z.abs().max(f32::MIN_POSITIVE)) * ROUNDING;
        let is_share = exact.is_finite() && exact != 0.0 && found.is_finite();
        if is_share { (f64::from(found) - exact).abs() / unit } else { in_ulp(found, exact) }
    }
}

#[test]
fn gelu() {
    sweep::<OfNormalDistribution>();
}
