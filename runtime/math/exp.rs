use super::Real;

/// Above, the result is infinity: the next number's power is larger than `f32::MAX`.
pub(super) const HIGHEST: f32 = 88.722_83;
/// Below, the result is zero: it would be at the end of the normal numbers.
pub(super) const LOWEST: f32 = -86.9;

/// Adding `1.5 * 2^23` rounds to an integer, and leaves it in the lowest bits; with 126 more those are
/// the exponent of a half of that power of two.
const ROUNDING: f32 = 12_582_912.0 + 126.0;

/// `ln 2` in two parts: the first has so few bits that its product with an exponent is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// `e^x`.
#[inline(always)]
pub(super) fn exp<R: Real>(x: R) -> R {
    x.constant(HIGHEST).select_less(x, x.constant(f32::INFINITY), finite_exp(x))
}

/// `e^x` where that is finite.
#[inline(always)]
pub(crate) fn finite_exp<R: Real>(x: R) -> R {
    x.select_less(x.constant(LOWEST), x.constant(0.0), exp_signed(x, 1.0))
}

/// `e^x / 2^n`, where `2^n` is the power of 2 next to `e^largest`, for `x <= largest`. Zero where it would be at
/// the end of the normal numbers.
///
/// `n` is taken off the exponent of `e^x` at last, so that nothing but that waits for the largest.
#[inline(always)]
pub(crate) fn exp_over_power<R: Real>(x: R, largest: R) -> R {
    let n = nearest_power(x, 1.0) - ROUNDING;
    let exponent = n + nearest_power(largest, -1.0);
    let exp = twice_exp(reduced(x, n, 1.0), 1.0) * exponent.low_bits_as_exponent();
    exponent.select_less(x.constant(ROUNDING - 125.0), x.constant(0.0), exp)
}

/// `e^-x`, with no instruction spent on the sign.
#[inline(always)]
pub(crate) fn exp_of_negative<R: Real>(x: R) -> R {
    let inside = exp_signed(x, -1.0);
    let above = x.select_less(x.constant(-HIGHEST), x.constant(f32::INFINITY), inside);
    x.constant(-LOWEST).select_less(x, x.constant(0.0), above)
}

/// Below, the result is -1.
const MINUS_ONE_BELOW: f32 = -20.0;

/// `e^x - 1` for `x <= 0`.
///
/// It is `2^n (e^r - 1) + (2^n - 1)`, where the second part is exact or next to it, and nothing is lost
/// where `n` is zero.
#[inline(always)]
pub(super) fn exp_m1<R: Real>(x: R) -> R {
    let (r, half_power) = reduce(x.at_least(x.constant(MINUS_ONE_BELOW)), 1.0);
    let power_less_one = half_power.multiply_add(x.constant(2.0), x.constant(-1.0));
    let twice_less_two = (r * r).multiply_add(twice_tail(r, 1.0), r * 2.0);
    twice_less_two.multiply_add(half_power, power_less_one)
}

/// `e^(sign x)` within the range, for a sign of `1` or `-1`.
#[inline(always)]
fn exp_signed<R: Real>(x: R, sign: f32) -> R {
    let (r, half_power) = reduce(x, sign);
    twice_exp(r, sign) * half_power
}

/// `r` and `2^(n - 1)`, with `e^(sign x) = 2^n e^(sign r)`, `n` an integer and `|r| <= ln 2 / 2` (the
/// method of Cody and Waite). `r` has the sign of `x`.
#[inline(always)]
fn reduce<R: Real>(x: R, sign: f32) -> (R, R) {
    let shifted = nearest_power(x, sign);
    (reduced(x, shifted - ROUNDING, sign), shifted.low_bits_as_exponent())
}

/// `n`, and [`ROUNDING`] added.
#[inline(always)]
fn nearest_power<R: Real>(x: R, sign: f32) -> R {
    x.multiply_add(x.constant(sign * core::f32::consts::LOG2_E), x.constant(ROUNDING))
}

/// `r`.
#[inline(always)]
fn reduced<R: Real>(x: R, n: R, sign: f32) -> R {
    let r = n.multiply_add(n.constant(-sign * LN_2_HIGH), x);
    n.multiply_add(n.constant(-sign * LN_2_LOW), r)
}

/// `2 e^(sign r)` for `|r| <= ln 2 / 2`.
#[inline(always)]
fn twice_exp<R: Real>(r: R, sign: f32) -> R {
    let linear = r.multiply_add(r.constant(sign * 2.0), r.constant(2.0));
    (r * r).multiply_add(twice_tail(r, sign), linear)
}

/// `2 (e^(sign r) - 1 - sign r) / r²` for `|r| <= ln 2 / 2`: of a minimax polynomial for `e^r` of degree
/// 6 whose first two coefficients are exact, and which is right to `3e-9`, by Estrin's scheme.
#[inline(always)]
fn twice_tail<R: Real>(r: R, sign: f32) -> R {
    let square = r * r;
    let low = r.multiply_add(r.constant(sign * 2.0 * 0.166_665_2), r.constant(2.0 * 0.499_999_93));
    let high =
        r.multiply_add(r.constant(sign * 2.0 * 0.008_368_744), r.constant(2.0 * 0.041_668_39));
    let high = square.multiply_add(r.constant(2.0 * 0.001_381_458_1), high);
    square.multiply_add(high, low)
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_m1, exp_of_negative};

    #[test]
    fn the_negative_is_the_same_function() {
        for step in -8_690..=8_690 {
            let x = step as f32 * 0.01;
            assert_eq!(exp_of_negative(x).to_bits(), exp(-x).to_bits(), "exp(-{x})");
        }
    }

    #[test]
    fn special_values() {
        assert_eq!(exp(0.0_f32).to_bits(), 1.0_f32.to_bits());
        assert!(exp(f32::INFINITY).is_infinite());
        assert!(exp(1.0e30_f32).is_infinite());
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
        assert!(exp(f32::NAN).is_nan() && exp_of_negative(f32::NAN).is_nan());
        assert!(exp_of_negative(f32::NEG_INFINITY).is_infinite());
        assert_eq!(exp_of_negative(f32::INFINITY).to_bits(), 0);
        assert_eq!(exp_m1(-0.0_f32), 0.0);
        assert_eq!(exp_m1(f32::NEG_INFINITY), -1.0);
        assert!(exp_m1(f32::NAN).is_nan());
        assert!(exp(88.722_83_f32).is_finite() && exp(88.722_84_f32).is_infinite());
    }
}
