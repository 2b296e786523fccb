use super::Real;

/// Here the quotient is above 1 by more than it can be rounded; from 9.02 on, the hyperbolic tangent
/// itself rounds to 1.
const ONE_FROM: f32 = 9.5;

const P: [f32; 5] = [1.0, 0.133_797_27, 3.494_045_5e-3, 2.058_365e-5, 1.331_927_9e-8];
const Q: [f32; 5] = [1.0, 0.467_130_43, 2.587_111_6e-2, 3.283_110_2e-4, 7.762_109e-7];

/// `x P(x²) / Q(x²)`, within `2.1e-8` of the exact value up to [`ONE_FROM`]: a minimax quotient of
/// degrees 4 and 4 in `x²`, fitted to the relative error. By Estrin's scheme, so that few sums wait for one another, and
/// for the magnitude, so that one bound is enough.
#[inline(always)]
pub(super) fn tanh<R: Real>(x: R) -> R {
    let magnitude = x.abs().at_most(x.constant(ONE_FROM));
    let square = magnitude * magnitude;
    let fourth = square * square;
    let (p, p_of_fourth) = parts(square, fourth, P);
    let (q, q_of_fourth) = parts(square, fourth, Q);
    let dividend = (magnitude * fourth).multiply_add(p_of_fourth, magnitude * p);
    let divisor = fourth.multiply_add(q_of_fourth, q);
    (dividend / divisor).at_most(x.constant(1.0)).with_sign_of(x)
}

/// `c[0] + c[1] x²` and `c[2] + c[3] x² + c[4] x⁴`.
#[inline(always)]
fn parts<R: Real>(square: R, fourth: R, [c0, c1, c2, c3, c4]: [f32; 5]) -> (R, R) {
    let line = |slope, start| square.multiply_add(square.constant(slope), square.constant(start));
    (line(c1, c0), fourth.multiply_add(fourth.constant(c4), line(c3, c2)))
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
