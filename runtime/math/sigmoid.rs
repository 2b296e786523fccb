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
    fn special_values() {
        assert_eq!(sigmoid(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(sigmoid(f32::NEG_INFINITY).to_bits(), 0.0_f32.to_bits());
        assert!(sigmoid(f32::NAN).is_nan());
    }
}
