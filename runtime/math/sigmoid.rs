use super::Real;
use super::exp::exp_of_negative;

#[inline(always)]
pub(super) fn sigmoid<R: Real>(x: R) -> R {
    let one = x.constant(1.0);
    one / (one + exp_of_negative(x))
}

#[cfg(test)]
mod tests {
    use super::sigmoid;

    #[test]
    fn close_to_the_exact_value() {
        for step in -8_000..=8_000 {
            let x = step as f32 * 0.01;
            let exact = 1.0 / (1.0 + f64::from(-x).exp());
            assert!((f64::from(sigmoid(x)) - exact).abs() <= 3e-7 * exact, "sigmoid({x})");
        }
    }

    #[test]
    fn special_values() {
        assert_eq!(sigmoid(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(sigmoid(f32::NEG_INFINITY).to_bits(), 0.0_f32.to_bits());
        assert!(sigmoid(f32::NAN).is_nan());
    }
}
