use core::ops::{Add, Div, Mul, Neg, Sub};

/// A real number in single precision, or a vector of them, one in each lane.
///
/// Activations are written against this trait, so that the same two lines serve one value, a vector
/// of AVX-512 and a microcontroller without floating point. It is implemented for `f32` and for the
/// vectors that the kernels use.
///
/// Errors of functions are in ulp, units in the last place of the exact result, and are the largest over
/// all numbers, with fused multiply-add or without. NaN stays NaN.
///
/// ```
/// use sinew::Real;
///
/// fn swish<R: Real>(z: R) -> R {
///     z * z.sigmoid()
/// }
/// assert!((swish(1.0_f32) - 0.731_058_6).abs() < 1e-6);
/// ```
///
/// Its functions, of one number:
///
/// ```
/// use std::f32::consts::{E, LN_2, PI};
///
/// use sinew::Real;
///
/// let x = 3.0_f32;
/// assert_eq!((x.constant(1.0), x.multiply_add(2.0, 1.0), x.select_less(4.0, 1.0, 0.0)), (1.0, 7.0, 1.0));
/// assert_eq!((x.at_most(2.0), x.at_least(4.0), x.within(0.0, 1.0)), (2.0, 4.0, 1.0));
/// assert_eq!((Real::abs(-x), Real::sqrt(9.0_f32)), (3.0, 3.0));
/// // An `f32` has functions of its own by some of these names.
/// let close = |result: f32, exact: f32| assert!((result - exact).abs() < 1e-6, "{result} {exact}");
/// close(Real::exp(1.0_f32), E);
/// close(Real::exp_m1(-LN_2), -0.5);
/// close(Real::ln(E), 1.0);
/// close(Real::ln_1p(1.0_f32), LN_2);
/// close(Real::tanh(LN_2), 0.6);
/// close(Real::sigmoid(0.0_f32), 0.5);
/// close(Real::erf(1.0_f32), 0.842_700_8);
/// close(Real::sin(PI / 6.0), 0.5);
/// close(Real::cos(PI / 3.0), 0.5);
/// ```
pub trait Real:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f32, Output = Self>
    + Sub<f32, Output = Self>
    + Mul<f32, Output = Self>
{
    /// `value` in every lane. Which lanes there are is read off `self`; its numbers do not matter.
    #[must_use]
    fn constant(self, value: f32) -> Self;

    /// `self * factor + addend`, with one rounding where the CPU has a fused instruction for it and
    /// two elsewhere.
    #[must_use]
    fn multiply_add(self, factor: Self, addend: Self) -> Self;

    /// The magnitude.
    #[must_use]
    fn abs(self) -> Self;

    /// `below` in the lanes where `self < bound`, `otherwise` in all others, NaN among them.
    #[must_use]
    fn select_less(self, bound: Self, below: Self, otherwise: Self) -> Self;

    /// The magnitude of `self` with the sign of `other`.
    #[doc(hidden)]
    #[must_use]
    fn with_sign_of(self, other: Self) -> Self;

    /// The larger of both magnitudes; that of a number that is not finite is the larger one.
    #[doc(hidden)]
    #[must_use]
    fn larger_magnitude(self, other: Self) -> Self;

    /// The number whose bits are the lowest nine bits of `self`, shifted into sign and exponent.
    ///
    /// For `self = 2^23 + 127 + n`, with `n` an integer in `-126..=127`, that is `2^n`.
    #[doc(hidden)]
    #[must_use]
    fn low_bits_as_exponent(self) -> Self;

    /// `(m, n)` with `self = m * 2^n` and `1 <= m < 2`, for `self` positive and normal.
    #[doc(hidden)]
    #[must_use]
    fn split_exponent(self) -> (Self, Self);

    /// The smaller of both; `self` if either is NaN.
    #[must_use]
    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        bound.select_less(self, bound, self)
    }

    /// The larger of both; `self` if either is NaN.
    #[must_use]
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        self.select_less(bound, bound, self)
    }

    /// The nearest number in `low..=high`. NaN stays NaN.
    #[must_use]
    #[inline(always)]
    fn within(self, low: f32, high: f32) -> Self {
        self.at_most(self.constant(high)).at_least(self.constant(low))
    }

    /// The square root.
    #[must_use]
    fn sqrt(self) -> Self;

    /// The exponential function, at most 1.31 ulp off, over all `f32`: infinity where that is nearest,
    /// and zero from -86.9 down, where the power is below `1.82e-38`.
    #[must_use]
    #[inline(always)]
    fn exp(self) -> Self {
        super::exp::exp(self)
    }

    /// `exp(self) - 1` for `self` not above zero, at most 1.0 ulp off, over all `f32` there: -1 from -20
    /// down.
    #[must_use]
    #[inline(always)]
    fn exp_m1(self) -> Self {
        super::exp::exp_m1(self)
    }

    /// The natural logarithm of a number that is zero or normal, at most 1.97 ulp off, over all of
    /// them; NaN below zero. Subnormal numbers count as zero.
    #[must_use]
    #[inline(always)]
    fn ln(self) -> Self {
        super::ln::ln(self)
    }

    /// The natural logarithm of `1 + self` for `self` in `0..=1`, at most 1.97 ulp off, over all `f32`
    /// there.
    #[must_use]
    #[inline(always)]
    fn ln_1p(self) -> Self {
        super::ln::ln_1p(self)
    }

    /// The hyperbolic tangent, at most 5.9 ulp off, over all `f32`. It is never beyond 1, and keeps the
    /// sign of zero.
    #[must_use]
    #[inline(always)]
    fn tanh(self) -> Self {
        super::tanh::tanh(self)
    }

    /// The logistic function `1 / (1 + exp(-x))`, at most 3.2 ulp off, over all `f32`; zero below
    /// -88.72283, where it is subnormal.
    #[must_use]
    #[inline(always)]
    fn sigmoid(self) -> Self {
        super::sigmoid::sigmoid(self)
    }

    /// The error function, at most 6.4 ulp off, over all `f32`. It is never beyond 1, and keeps the sign of
    /// zero.
    #[must_use]
    #[inline(always)]
    fn erf(self) -> Self {
        super::erf::erf(self)
    }

    /// The sine. Up to a magnitude of 12 500 it is off by at most 2.2 ulp or `1e-10`, whichever is more,
    /// over all `f32` there.
    ///
    /// Beyond, it is off by more and more, and from `1e7` on, where two neighbours are 1 apart, it is no
    /// more than some number in `-1..=1`. Infinity gives NaN.
    #[must_use]
    #[inline(always)]
    fn sin(self) -> Self {
        super::sin::sin(self)
    }

    /// The cosine, with the errors of [`sin`](Real::sin).
    #[must_use]
    #[inline(always)]
    fn cos(self) -> Self {
        super::sin::cos(self)
    }
}

impl Real for f32 {
    #[inline(always)]
    fn constant(self, value: f32) -> Self {
        value
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, addend: Self) -> Self {
        self * factor + addend
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(self.to_bits() & !SIGN_BIT)
    }

    #[inline(always)]
    fn select_less(self, bound: Self, below: Self, otherwise: Self) -> Self {
        if self < bound { below } else { otherwise }
    }

    #[inline(always)]
    fn with_sign_of(self, other: Self) -> Self {
        Self::from_bits(self.to_bits() & !SIGN_BIT | other.to_bits() & SIGN_BIT)
    }

    #[inline(always)]
    fn larger_magnitude(self, other: Self) -> Self {
        let bits = |number: Self| number.to_bits() & !SIGN_BIT;
        Self::from_bits(bits(self).max(bits(other)))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        super::square_root(self)
    }

    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self::from_bits(self.to_bits() << MANTISSA_BITS)
    }

    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let bits = self.to_bits();
        let mantissa = Self::from_bits(bits & MANTISSA_MASK | ONE);
        let exponent = Self::from_bits(bits >> MANTISSA_BITS | TWO_TO_23) - BIASED_ZERO;
        (mantissa, exponent)
    }
}

pub(crate) const SIGN_BIT: u32 = 1 << 31;
/// Width of the fraction of an `f32`.
pub(crate) const MANTISSA_BITS: u32 = 23;
pub(crate) const MANTISSA_MASK: u32 = (1 << MANTISSA_BITS) - 1;
/// The bits of `1.0`.
pub(crate) const ONE: u32 = 0x3F80_0000;
/// The bits of `2^23`: the lowest bits of a number in `2^23..2^24` are an integer.
pub(crate) const TWO_TO_23: u32 = 0x4B00_0000;
/// What `2^23 + exponent bits` is for an exponent of zero: `2^23 + 127`.
pub(crate) const BIASED_ZERO: f32 = 8_388_735.0;

#[cfg(test)]
mod tests {
    use super::Real;

    #[test]
    fn an_exponent_splits_off() {
        assert_eq!(12.0_f32.split_exponent(), (1.5, 3.0));
        assert_eq!(0.375_f32.split_exponent(), (1.5, -2.0));
    }

    #[test]
    fn bounds_let_nan_through() {
        assert!(f32::NAN.at_least(0.0).is_nan());
        assert!(f32::NAN.at_most(0.0).is_nan());
        assert_eq!((-1.0_f32).at_least(0.0).to_bits(), 0.0_f32.to_bits());
    }
}
