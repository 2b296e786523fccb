use super::Real;

/// Here the quotient is above 1 by more than it can be rounded; from 9.02 on, the hyperbolic tangent
/// itself rounds to 1.
const ONE_FROM: f32 = 9.5;

/// `x P(x²) / Q(x²)`, within `2.1e-8` of the exact value up to [`ONE_FROM`]: a minimax quotient of
/// degrees 4 and 4 in `x²`, fitted to the relative error.
#[inline(always)]
pub(super) fn tanh<R: Real>(x: R) -> R {
    let x = x.within(-ONE_FROM, ONE_FROM);
    let square = x * x;
    let p = polynomial(square, [1.0, 0.133_797_27, 3.494_045_5e-3, 2.058_365e-5, 1.331_927_9e-8]);
    let q = polynomial(square, [1.0, 0.467_130_43, 2.587_111_6e-2, 3.283_110_2e-4, 7.762_109e-7]);
    (x * p / q).within(-1.0, 1.0)
}

/// `c[0] + c[1] x + c[2] x² + ..`, by Horner's scheme.
#[inline(always)]
fn polynomial<R: Real>(x: R, [c0, c1, c2, c3, c4]: [f32; 5]) -> R {
    let sum = x.multiply_add(x.constant(c4), x.constant(c3));
    let sum = sum.multiply_add(x, x.constant(c2));
    let sum = sum.multiply_add(x, x.constant(c1));
    sum.multiply_add(x, x.constant(c0))
}

#[cfg(test)]
mod tests {
    use super::tanh;

    #[test]
    fn special_values() {
        assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(tanh(f32::NEG_INFINITY).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(tanh(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
        assert!(tanh(f32::NAN).is_nan());
    }
}
