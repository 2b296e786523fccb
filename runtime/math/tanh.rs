use super::Real;

/// Below, the exponential formula would lose digits to cancellation.
const POLYNOMIAL_BELOW: f32 = 0.625;

/// `1 - 2 / (e^2|x| + 1)` with the sign of `x`, and a polynomial near zero.
#[inline(always)]
pub(super) fn tanh<R: Real>(x: R) -> R {
    let magnitude = x.abs();
    let one = x.constant(1.0);
    let far = one - x.constant(2.0) / ((magnitude * 2.0).exp() + one);
    let far = x.select_less(x.constant(0.0), -far, far);
    magnitude.select_less(x.constant(POLYNOMIAL_BELOW), near_zero(x), far)
}

/// The odd polynomial of Cephes' `tanhf`.
#[inline(always)]
fn near_zero<R: Real>(x: R) -> R {
    let square = x * x;
    let p = x.constant(-5.704_988_6e-3);
    let p = p.multiply_add(square, x.constant(2.063_909e-2));
    let p = p.multiply_add(square, x.constant(-5.373_971_6e-2));
    let p = p.multiply_add(square, x.constant(1.333_144_2e-1));
    let p = p.multiply_add(square, x.constant(-3.333_328e-1));
    p.multiply_add(square, x.constant(1.0)) * x
}

#[cfg(test)]
mod tests {
    use super::tanh;

    #[test]
    fn close_to_the_exact_value() {
        for step in -10_000..=10_000 {
            let x = step as f32 * 0.001;
            let exact = f64::from(x).tanh();
            assert!((f64::from(tanh(x)) - exact).abs() <= 2.5e-7 * exact.abs(), "tanh({x})");
        }
    }

    #[test]
    fn special_values() {
        assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(tanh(f32::NEG_INFINITY).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(tanh(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
        assert!(tanh(f32::NAN).is_nan());
    }
}
