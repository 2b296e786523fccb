use super::Real;

/// `x = m 2^n` with `m` around one, then `ln x = n ln 2 + 2 artanh((m - 1) / (m + 1))`.
#[inline(always)]
pub(super) fn ln<R: Real>(x: R) -> R {
    let (m, n) = x.split_exponent();
    let sqrt_2 = x.constant(core::f32::consts::SQRT_2);
    let n = m.select_less(sqrt_2, n, n + 1.0);
    let m = m.select_less(sqrt_2, m, m * 0.5);
    let s = (m - 1.0) / (m + 1.0);
    let finite = n.multiply_add(x.constant(core::f32::consts::LN_2), twice_artanh(s));
    outside_the_normal_range(x, finite)
}

/// `ln(1 + x) = 2 artanh(x / (2 + x))`.
#[inline(always)]
pub(super) fn ln_1p<R: Real>(x: R) -> R {
    twice_artanh(x / (x + 2.0))
}

/// `2 (s + s^3/3 + s^5/5 + ..)`, enough terms for `|s| <= 1/3`.
#[inline(always)]
fn twice_artanh<R: Real>(s: R) -> R {
    let square = s * s;
    let mut p = s.constant(2.0 / 15.0);
    for odd in [13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        p = p.multiply_add(square, s.constant(2.0 / odd));
    }
    (p * square).multiply_add(s, s * 2.0)
}

/// Infinity and NaN stay what they are, zero gives negative infinity, less than zero NaN.
#[inline(always)]
fn outside_the_normal_range<R: Real>(x: R, finite: R) -> R {
    let zero = x.constant(0.0);
    let least = x.constant(f32::MIN_POSITIVE);
    let infinity = x.constant(f32::INFINITY);
    let low = x.select_less(least, x.constant(f32::NEG_INFINITY), finite);
    let negative = x.select_less(zero, x.constant(f32::NAN), low);
    x.select_less(infinity, negative, x)
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn special_values() {
        assert!(ln(f32::NAN).is_nan());
        assert!(ln(-1.0_f32).is_nan());
        assert_eq!(ln(0.0_f32).to_bits(), f32::NEG_INFINITY.to_bits());
        assert_eq!(ln(f32::INFINITY).to_bits(), f32::INFINITY.to_bits());
    }
}
