use core::f32::consts::{FRAC_1_PI, FRAC_PI_2};

use super::Real;

/// Up to here, multiples of a half of [`PI_HIGH`] and [`PI_MIDDLE`] are exact.
#[cfg(test)]
pub(super) const EXACT_TO: f32 = 12_500.0;

/// Adding `1.5 * 2^23` rounds to an integer.
const ROUNDING: f32 = 12_582_912.0;

/// `π` in three parts. The first has 8 bits and the second 11, so that few multiples are rounded.
const PI_HIGH: f32 = 3.140_625;
const PI_MIDDLE: f32 = 9.675_026e-4;
const PI_LOW: f32 = 1.509_958e-7;

/// As far from a multiple of `π` as rounding leaves a number of which it was subtracted.
const FARTHEST: f32 = FRAC_PI_2 + 0.01;

#[inline(always)]
pub(super) fn sin<R: Real>(x: R) -> R {
    sin_ahead(x, 0.0)
}

#[inline(always)]
pub(super) fn cos<R: Real>(x: R) -> R {
    sin_ahead(x, 0.5)
}

/// `sin(x + ahead π) = (-1)^j sin r`, with `x + ahead π = j π + r`, `j` an integer and `|r| <= π / 2`
/// (the method of Cody and Waite).
#[inline(always)]
fn sin_ahead<R: Real>(x: R, ahead: f32) -> R {
    let j = rounded(x.multiply_add(x.constant(FRAC_1_PI), x.constant(ahead)));
    let multiple = j - ahead;
    let r = multiple.multiply_add(x.constant(-PI_HIGH), x);
    let r = multiple.multiply_add(x.constant(-PI_MIDDLE), r);
    let r = multiple.multiply_add(x.constant(-PI_LOW), r);
    let sin = sin_of_small(r.within(-FARTHEST, FARTHEST));
    (sin * minus_one_to_the(j)).within(-1.0, 1.0)
}

/// `sin r` for `|r| <= π / 2`, to `6.1e-9` of itself: a minimax polynomial of degree 9 whose first
/// coefficient is exact.
#[inline(always)]
fn sin_of_small<R: Real>(r: R) -> R {
    let square = r * r;
    let p = square.multiply_add(r.constant(2.605_761_4e-6), r.constant(-1.980_959_5e-4));
    let p = p.multiply_add(square, r.constant(8.333_066_5e-3));
    let p = p.multiply_add(square, r.constant(-0.166_666_6));
    (p * square).multiply_add(r, r)
}

/// `1` for an even integer, `-1` for an odd one: half of that is off the next integer by a half.
#[inline(always)]
fn minus_one_to_the<R: Real>(j: R) -> R {
    let nearest = rounded(j * 0.5);
    let odd = nearest.multiply_add(j.constant(-2.0), j).abs();
    odd.multiply_add(j.constant(-2.0), j.constant(1.0))
}

/// The next integer to a number up to `2^22`.
#[inline(always)]
fn rounded<R: Real>(x: R) -> R {
    (x + ROUNDING) - ROUNDING
}

#[cfg(test)]
mod tests {
    use super::{EXACT_TO, PI_HIGH, PI_LOW, PI_MIDDLE, cos, sin};

    #[test]
    fn special_values() {
        assert_eq!(sin(0.0_f32), 0.0);
        assert_eq!(cos(0.0_f32), 1.0);
        for x in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
            assert!(sin(x).is_nan() && cos(x).is_nan());
        }
    }

    #[test]
    fn the_parts_of_pi() {
        let parts = f64::from(PI_HIGH) + f64::from(PI_MIDDLE) + f64::from(PI_LOW);
        assert!((parts - core::f64::consts::PI).abs() < 1e-14);
        let most = (EXACT_TO / PI_HIGH).ceil() + 0.5;
        for part in [PI_HIGH, PI_MIDDLE] {
            assert_eq!(f64::from(most * part), f64::from(most) * f64::from(part));
        }
    }

    #[test]
    fn never_beyond_one() {
        for bits in (0..f32::INFINITY.to_bits()).step_by(4_099) {
            let x = f32::from_bits(bits);
            assert!(sin(x).abs() <= 1.0 && cos(x).abs() <= 1.0, "{x}");
        }
    }
}
