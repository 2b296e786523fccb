use core::f64::consts::FRAC_2_SQRT_PI;

use super::{Function, in_ulp, sweep};
use crate::math::Real;
use crate::math::exp::{HIGHEST, LOWEST};
use crate::math::real::ONE;
use crate::math::sin::EXACT_TO;

/// The bits of `-0.0`.
const NEGATIVE: u32 = 1 << 31;

struct Exp;

impl Function for Exp {
    const NAME: &'static str = "exp";
    const BOUND: f64 = 1.31;

    fn of<R: Real>(x: R) -> R {
        x.exp()
    }

    fn documented(x: f64) -> f64 {
        if x < f64::from(LOWEST) { 0.0 } else { x.exp() }
    }

    fn of_small(x: f64) -> f64 {
        1.0 + x * (1.0 + x * (1.0 / 2.0 + x / 6.0))
    }
}

struct Ln;

impl Function for Ln {
    const NAME: &'static str = "ln";
    const BOUND: f64 = 1.97;

    fn of<R: Real>(x: R) -> R {
        x.ln()
    }

    fn documented(x: f64) -> f64 {
        let subnormal = (0.0..f64::from(f32::MIN_POSITIVE)).contains(&x);
        if subnormal { f64::NEG_INFINITY } else { x.ln() }
    }
}

struct Ln1p;

impl Function for Ln1p {
    const NAME: &'static str = "ln_1p";
    const BOUND: f64 = 1.97;
    const DOMAIN: (u32, u32) = (0, ONE);

    fn of<R: Real>(x: R) -> R {
        x.ln_1p()
    }

    fn documented(x: f64) -> f64 {
        x.ln_1p()
    }

    fn of_small(x: f64) -> f64 {
        x * (1.0 - x * (1.0 / 2.0 - x * (1.0 / 3.0 - x / 4.0)))
    }
}

struct Tanh;

impl Function for Tanh {
    const NAME: &'static str = "tanh";
    const BOUND: f64 = 5.9;

    fn of<R: Real>(x: R) -> R {
        x.tanh()
    }

    fn documented(x: f64) -> f64 {
        x.tanh()
    }

    fn of_small(x: f64) -> f64 {
        x * (1.0 - x * x / 3.0)
    }
}

struct Sigmoid;

impl Function for Sigmoid {
    const NAME: &'static str = "sigmoid";
    const BOUND: f64 = 3.2;

    fn of<R: Real>(x: R) -> R {
        x.sigmoid()
    }

    fn documented(x: f64) -> f64 {
        if x < f64::from(-HIGHEST) { 0.0 } else { 1.0 / (1.0 + (-x).exp()) }
    }

    fn of_small(x: f64) -> f64 {
        1.0 / 2.0 + x * (1.0 / 4.0 - x * x / 48.0)
    }
}

struct Expm1;

impl Function for Expm1 {
    const NAME: &'static str = "exp_m1";
    const BOUND: f64 = 1.0;
    const DOMAIN: (u32, u32) = (NEGATIVE, u32::MAX);

    fn of<R: Real>(x: R) -> R {
        x.exp_m1()
    }

    /// Zero has no sign here.
    fn documented(x: f64) -> f64 {
        x.exp_m1() + 0.0
    }

    fn of_small(x: f64) -> f64 {
        0.0 + x * (1.0 + x * (1.0 / 2.0 + x * (1.0 / 6.0 + x / 24.0)))
    }
}

struct Erf;

impl Function for Erf {
    const NAME: &'static str = "erf";
    const BOUND: f64 = 6.4;

    fn of<R: Real>(x: R) -> R {
        x.erf()
    }

    fn documented(x: f64) -> f64 {
        libm::erf(x)
    }

    fn of_small(x: f64) -> f64 {
        FRAC_2_SQRT_PI * x * (1.0 - x * x * (1.0 / 3.0 - x * x / 10.0))
    }
}

/// On one side of zero, as far as it is bounded.
struct Sin<const SIGN: u32>;

impl<const SIGN: u32> Function for Sin<SIGN> {
    const NAME: &'static str = "sin";
    const BOUND: f64 = 2.2;
    const DOMAIN: (u32, u32) = (SIGN, SIGN + EXACT_TO.to_bits());

    fn of<R: Real>(x: R) -> R {
        x.sin()
    }

    fn documented(x: f64) -> f64 {
        x.sin()
    }

    fn of_small(x: f64) -> f64 {
        x * (1.0 - x * x * (1.0 / 6.0 - x * x / 120.0))
    }

    #[inline(always)]
    fn distance(_x: f32, found: f32, exact: f64) -> f64 {
        beyond_rounding_of_pi(found, exact)
    }
}

struct Cos<const SIGN: u32>;

impl<const SIGN: u32> Function for Cos<SIGN> {
    const NAME: &'static str = "cos";
    const BOUND: f64 = 2.2;
    const DOMAIN: (u32, u32) = (SIGN, SIGN + EXACT_TO.to_bits());

    fn of<R: Real>(x: R) -> R {
        x.cos()
    }

    fn documented(x: f64) -> f64 {
        x.cos()
    }

    fn of_small(x: f64) -> f64 {
        1.0 - x * x * (1.0 / 2.0 - x * x / 24.0)
    }

    #[inline(always)]
    fn distance(_x: f32, found: f32, exact: f64) -> f64 {
        beyond_rounding_of_pi(found, exact)
    }
}

/// The distance in ulp, if it is more than what the rounding of multiples of `π` leaves.
#[inline(always)]
fn beyond_rounding_of_pi(found: f32, exact: f64) -> f64 {
    const ROUNDING_OF_PI: f64 = 1e-10;
    let rounded = (f64::from(found) - exact).abs() <= ROUNDING_OF_PI;
    if rounded { 0.0 } else { in_ulp(found, exact) }
}

#[test]
fn exp() {
    sweep::<Exp>();
}

#[test]
fn ln() {
    sweep::<Ln>();
}

#[test]
fn ln_1p() {
    sweep::<Ln1p>();
}

#[test]
fn tanh() {
    sweep::<Tanh>();
}

#[test]
fn sigmoid() {
    sweep::<Sigmoid>();
}

#[test]
fn exp_m1() {
    sweep::<Expm1>();
}

#[test]
fn erf() {
    sweep::<Erf>();
}

#[test]
fn sin() {
    sweep::<Sin<0>>();
    sweep::<Sin<NEGATIVE>>();
}

#[test]
fn cos() {
    sweep::<Cos<0>>();
    sweep::<Cos<NEGATIVE>>();
}
