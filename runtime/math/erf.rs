use super::Real;

/// Here the quotient is above 1 by more than it can be rounded; from 3.84 on, the error function itself
/// rounds to 1.
pub(super) const ONE_FROM: f32 = 4.3;

const NUMERATOR: [f32; 6] =
    [1.590_364_5, 0.267_324_48, 0.074_232_12, 5.269_064_6e-3, 4.017_768e-4, 2.912_509e-6];
const DENOMINATOR: [f32; 6] =
    [1.409_423_8, 0.706_717_3, 0.160_420_61, 0.021_020_839, 1.631_27e-3, 5.393_856_6e-5];

/// `x P(x²) / Q(x²)`, within `1.9e-8` of the exact value up to 3.9: a minimax quotient of degrees 5 and
/// 5 in `x²`, fitted to the relative error, and scaled so that its first coefficients round well.
#[inline(always)]
pub(super) fn erf<R: Real>(x: R) -> R {
    let x = x.within(-ONE_FROM, ONE_FROM);
    let square = x * x;
    (x * polynomial(square, NUMERATOR) / polynomial(square, DENOMINATOR)).within(-1.0, 1.0)
}

/// `c[0] + c[1] x + c[2] x² + ..`, by Horner's scheme.
#[inline(always)]
fn polynomial<R: Real>(x: R, [c0, c1, c2, c3, c4, c5]: [f32; 6]) -> R {
    let sum = x.multiply_add(x.constant(c5), x.constant(c4));
    let sum = sum.multiply_add(x, x.constant(c3));
    let sum = sum.multiply_add(x, x.constant(c2));
    let sum = sum.multiply_add(x, x.constant(c1));
    sum.multiply_add(x, x.constant(c0))
}

#[cfg(test)]
mod tests {
    use super::erf;

    #[test]
    fn special_values() {
        assert_eq!(erf(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(erf(f32::NEG_INFINITY).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(erf(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
        assert!(erf(f32::NAN).is_nan());
    }
}
