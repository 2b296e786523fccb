use super::Real;
use super::real::BIASED_ZERO;

/// Past these, the result is infinity, or zero.
const HIGHEST: f32 = 89.0;
const LOWEST: f32 = -104.0;

/// Adding and subtracting `1.5 * 2^23` rounds to the nearest integer.
const ROUNDING: f32 = 12_582_912.0;

/// `ln 2` in two parts: the first has so few bits that its product with an exponent is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;

/// `e^x = 2^n e^r` with `n` an integer and `|r| <= ln 2 / 2`, and a polynomial for `e^r`.
///
/// The method of Cody and Waite, with the coefficients of Cephes' `expf`.
#[inline(always)]
pub(super) fn exp<R: Real>(x: R) -> R {
    let x = x.at_most(x.constant(HIGHEST)).at_least(x.constant(LOWEST));
    let n = round(x * core::f32::consts::LOG2_E);
    let r = (-n).multiply_add(n.constant(LN_2_HIGH), x);
    let r = (-n).multiply_add(n.constant(LN_2_LOW), r);
    scale(exp_reduced(r), n)
}

/// `e^r` for `|r| <= ln 2 / 2`.
#[inline(always)]
fn exp_reduced<R: Real>(r: R) -> R {
    let p = r.constant(1.987_569_1e-4);
    let p = p.multiply_add(r, r.constant(1.398_199_9e-3));
    let p = p.multiply_add(r, r.constant(8.333_452e-3));
    let p = p.multiply_add(r, r.constant(4.166_579_6e-2));
    let p = p.multiply_add(r, r.constant(1.666_666_5e-1));
    let p = p.multiply_add(r, r.constant(5.0e-1));
    p.multiply_add(r * r, r) + 1.0
}

/// `y * 2^n`, in two halves, since `2^n` itself may be out of range.
#[inline(always)]
fn scale<R: Real>(y: R, n: R) -> R {
    let half = round(n * 0.5);
    y * power_of_two(half) * power_of_two(n - half)
}

#[inline(always)]
fn power_of_two<R: Real>(n: R) -> R {
    (n + BIASED_ZERO).low_bits_as_exponent()
}

#[inline(always)]
fn round<R: Real>(x: R) -> R {
    x + ROUNDING - ROUNDING
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    #[allow(clippy::cast_possible_truncation)]
    fn a_few_units_in_the_last_place() {
        for step in -10_300..=8_870 {
            let x = step as f32 * 0.01;
            let exact = f64::from(x).exp();
            let ulp = f64::from((exact as f32).next_up()) - f64::from(exact as f32);
            assert!((f64::from(exp(x)) - exact).abs() <= 2.0 * ulp, "exp({x})");
        }
    }

    #[test]
    fn special_values() {
        assert_eq!(exp(0.0_f32).to_bits(), 1.0_f32.to_bits());
        assert!(exp(f32::INFINITY).is_infinite());
        assert!(exp(1.0e30_f32).is_infinite());
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
        assert!(exp(f32::NAN).is_nan());
    }
}
