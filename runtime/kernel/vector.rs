use core::ops::{Add, Div, Mul, Neg, Sub};

use fearless_simd::prelude::*;

use super::Isa;
use crate::math::Real;
use crate::math::real::{BIASED_ZERO, MANTISSA_BITS, MANTISSA_MASK, ONE, TWO_TO_23};

/// The vector instructions of one level of the CPU.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vectors<S: Simd>(pub S);

/// The widest vector of the level `S`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vector<S: Simd>(S::f32s);

/// No level has wider vectors.
const WIDEST: usize = 16;

impl<S: Simd> Isa for Vectors<S> {
    type Real = Vector<S>;
    const LANES: usize = S::f32s::LEN;

    #[inline(always)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
        self.0.vectorize(work)
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Vector<S> {
        Vector(S::f32s::simd_from(self.0, value))
    }

    #[inline(always)]
    fn load(self, values: &[f32]) -> Vector<S> {
        if values.len() == Self::LANES {
            return Vector(S::f32s::from_slice(self.0, values));
        }
        let mut padded = [0.0; WIDEST];
        padded[..values.len()].copy_from_slice(values);
        Vector(S::f32s::from_slice(self.0, &padded[..Self::LANES]))
    }

    #[inline(always)]
    fn store(self, vector: Vector<S>, values: &mut [f32]) {
        if values.len() == Self::LANES {
            return vector.0.store_slice(values);
        }
        let mut padded = [0.0; WIDEST];
        vector.0.store_slice(&mut padded[..Self::LANES]);
        values.copy_from_slice(&padded[..values.len()]);
    }

    #[inline(always)]
    fn sum(self, vector: Vector<S>) -> f32 {
        vector.0.reduce_sum()
    }
}

impl<S: Simd> Real for Vector<S> {
    #[inline(always)]
    fn constant(self, value: f32) -> Self {
        Self(S::f32s::simd_from(self.0.token(), value))
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, addend: Self) -> Self {
        Self(self.0.mul_add(factor.0, addend.0))
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs())
    }

    #[inline(always)]
    fn select_less(self, bound: Self, below: Self, otherwise: Self) -> Self {
        Self(self.0.simd_lt(bound.0).select(below.0, otherwise.0))
    }

    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        let bits: S::u32s = self.0.bitcast();
        Self((bits << MANTISSA_BITS).bitcast())
    }

    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let bits: S::u32s = self.0.bitcast();
        let mantissa = Self(((bits & MANTISSA_MASK) | ONE).bitcast());
        let exponent = Self(((bits >> MANTISSA_BITS) | TWO_TO_23).bitcast());
        (mantissa, exponent - BIASED_ZERO)
    }
}

/// An operator of the vector, between two vectors and between a vector and a number.
macro_rules! operator {
    ($trait:ident, $method:ident, $operator:tt) => {
        impl<S: Simd> $trait for Vector<S> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0 $operator other.0)
            }
        }

        impl<S: Simd> $trait<f32> for Vector<S> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: f32) -> Self {
                Self(self.0 $operator other)
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl<S: Simd> Neg for Vector<S> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
