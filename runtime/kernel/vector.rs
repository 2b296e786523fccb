use core::marker::PhantomData;
use core::ops::{Add, Div, Mul, Neg, Sub};

use fearless_simd::prelude::*;
use fearless_simd::{f32x4, f32x8};

use super::{Isa, Level, WIDEST};
use crate::math::Real;
use crate::math::real::{BIASED_ZERO, MANTISSA_BITS, MANTISSA_MASK, ONE, SIGN_BIT, TWO_TO_23};

/// The widest vectors of one level of the CPU.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vectors<S: Simd>(pub(crate) S);

/// Vectors of eight numbers on the same level, for layers of at least eight units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Eights<S: Simd>(S);

/// Vectors of eight numbers on a level.
#[inline(always)]
pub(crate) fn eights<S: Simd>(simd: S) -> Eights<S> {
    Eights(simd)
}

/// The instructions that each CPU of the target has.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
pub(crate) type Baseline = fearless_simd::Sse2;
#[cfg(target_arch = "aarch64")]
pub(crate) type Baseline = fearless_simd::Neon;
#[cfg(target_arch = "wasm32")]
pub(crate) type Baseline = fearless_simd::WasmSimd128;

/// The instructions that each CPU of the target has.
#[inline(always)]
pub(crate) fn baseline() -> Baseline {
    let level = Level::baseline();
    #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
    let baseline = level.as_sse2();
    #[cfg(target_arch = "aarch64")]
    let baseline = level.as_neon();
    #[cfg(target_arch = "wasm32")]
    let baseline = level.as_wasm_simd128();
    match baseline {
        Some(baseline) => baseline,
        None => unreachable!(),
    }
}

/// Vectors of four numbers on the same level, for the narrowest layers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fours<S: Simd>(S);

/// A vector of the level `S`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vector<S: Simd, V: SimdFloat<S, Element = f32>>(V, PhantomData<S>);

/// The instructions on vectors of one width.
macro_rules! isa {
    ($isa:ident, $vector:ty, $narrower:ident) => {
        impl<S: Simd> Isa for $isa<S> {
            type Real = Vector<S, $vector>;
            type Narrower = $narrower<S>;
            const LANES: usize = <$vector>::LEN;

            #[inline(always)]
            fn narrower(self) -> $narrower<S> {
                $narrower(self.0)
            }

            #[inline(always)]
            fn level(self) -> Level {
                self.0.level()
            }

            #[inline(always)]
            fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
                self.0.vectorize(work)
            }

            #[inline(always)]
            fn splat(self, value: f32) -> Self::Real {
                Vector(<$vector>::simd_from(self.0, value), PhantomData)
            }

            #[inline(always)]
            fn load_or(self, values: &[f32], filler: f32) -> Self::Real {
                if values.len() == Self::LANES {
                    return Vector(<$vector>::from_slice(self.0, values), PhantomData);
                }
                let mut padded = [filler; WIDEST];
                if let Some(first) = padded.get_mut(..values.len()) {
                    first.copy_from_slice(values);
                }
                Vector(<$vector>::from_slice(self.0, &padded[..Self::LANES]), PhantomData)
            }

            #[inline(always)]
            fn store(self, vector: Self::Real, values: &mut [f32]) {
                if values.len() == Self::LANES {
                    return vector.0.store_slice(values);
                }
                let mut padded = [0.0; WIDEST];
                vector.0.store_slice(&mut padded[..Self::LANES]);
                if let Some(first) = padded.get(..values.len()) {
                    values.copy_from_slice(first);
                }
            }

            #[inline(always)]
            fn interleave(self, left: Self::Real, right: Self::Real) -> (Self::Real, Self::Real) {
                let (low, high) = (left.0.zip_low(right.0), left.0.zip_high(right.0));
                (Vector::new(low), Vector::new(high))
            }

            #[inline(always)]
            fn sum(self, vector: Self::Real) -> f32 {
                vector.0.reduce_sum()
            }

            #[inline(always)]
            fn largest(self, vector: Self::Real) -> f32 {
                vector.0.reduce_max()
            }

            #[inline(always)]
            fn largest_magnitude(self, vector: Self::Real) -> f32 {
                f32::from_bits((vector.0.to_bits() & !SIGN_BIT).reduce_max())
            }
        }
    };
}

isa!(Vectors, S::f32s, Eights);
isa!(Eights, f32x8<S>, Fours);
isa!(Fours, f32x4<S>, Fours);

impl<S: Simd, V: SimdFloat<S, Element = f32>> Vector<S, V> {
    #[inline(always)]
    fn new(vector: V) -> Self {
        Self(vector, PhantomData)
    }
}

impl<S: Simd, V: SimdFloat<S, Element = f32>> Real for Vector<S, V> {
    #[inline(always)]
    fn constant(self, value: f32) -> Self {
        Self::new(V::simd_from(self.0.token(), value))
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, addend: Self) -> Self {
        Self::new(self.0.mul_add(factor.0, addend.0))
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self::new(self.0.abs())
    }

    #[inline(always)]
    fn select_less(self, bound: Self, below: Self, otherwise: Self) -> Self {
        Self::new(self.0.simd_lt(bound.0).select(below.0, otherwise.0))
    }

    // Of two numbers, these instructions of x86 give the second if one is NaN: `self`, as it must be.
    #[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"))]
    #[inline(always)]
    fn at_most(self, bound: Self) -> Self {
        Self::new(bound.0.min(self.0))
    }

    #[cfg(all(any(target_arch = "x86", target_arch = "x86_64"), target_feature = "sse2"))]
    #[inline(always)]
    fn at_least(self, bound: Self) -> Self {
        Self::new(bound.0.max(self.0))
    }

    #[inline(always)]
    fn with_sign_of(self, other: Self) -> Self {
        Self::new(self.0.copysign(other.0))
    }

    #[inline(always)]
    fn larger_magnitude(self, other: Self) -> Self {
        let bits = |vector: Self| vector.0.to_bits() & !SIGN_BIT;
        Self::new(V::from_bits(bits(self).max(bits(other))))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self::new(self.0.sqrt())
    }

    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        Self::new(V::from_bits(self.0.to_bits() << MANTISSA_BITS))
    }

    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let bits = self.0.to_bits();
        let mantissa = Self::new(V::from_bits((bits & MANTISSA_MASK) | ONE));
        let exponent = Self::new(V::from_bits((bits >> MANTISSA_BITS) | TWO_TO_23));
        (mantissa, exponent - BIASED_ZERO)
    }
}

/// An operator of the vector, between two vectors and between a vector and a number.
macro_rules! operator {
    ($trait:ident, $method:ident, $operator:tt) => {
        impl<S: Simd, V: SimdFloat<S, Element = f32>> $trait for Vector<S, V> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self::new(self.0 $operator other.0)
            }
        }

        impl<S: Simd, V: SimdFloat<S, Element = f32>> $trait<f32> for Vector<S, V> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: f32) -> Self {
                Self::new(self.0 $operator other)
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl<S: Simd, V: SimdFloat<S, Element = f32>> Neg for Vector<S, V> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(-self.0)
    }
}
