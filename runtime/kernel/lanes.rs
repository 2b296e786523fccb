//! Vectors where the CPU has none: arrays of numbers, for results that are the same on every CPU.

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::{Isa, Level, NARROWEST};
use crate::math::Real;

/// Vectors of `W` numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lanes<const W: usize>;

/// The numbers of a vector.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers<const W: usize>([f32; W]);

impl<const W: usize> Isa for Lanes<W> {
    type Real = Numbers<W>;
    type Narrower = Lanes<NARROWEST>;
    const LANES: usize = W;

    #[inline(always)]
    fn narrower(self) -> Self::Narrower {
        Lanes
    }

    #[inline(always)]
    fn level(self) -> Level {
        Level::baseline()
    }

    #[inline(always)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
        work()
    }

    #[inline(always)]
    fn splat(self, value: f32) -> Numbers<W> {
        Numbers([value; W])
    }

    #[inline(always)]
    fn load_or(self, values: &[f32], filler: f32) -> Numbers<W> {
        let mut numbers = [filler; W];
        numbers.iter_mut().zip(values).for_each(|(number, value)| *number = *value);
        Numbers(numbers)
    }

    #[inline(always)]
    fn store(self, vector: Numbers<W>, values: &mut [f32]) {
        values.iter_mut().zip(vector.0).for_each(|(value, number)| *value = number);
    }

    #[inline(always)]
    fn interleave(self, left: Numbers<W>, right: Numbers<W>) -> (Numbers<W>, Numbers<W>) {
        let (mut low, mut high) = (left, left);
        for lane in 0..W / 2 {
            (low.0[2 * lane], low.0[2 * lane + 1]) = (left.0[lane], right.0[lane]);
            let upper = W / 2 + lane;
            (high.0[2 * lane], high.0[2 * lane + 1]) = (left.0[upper], right.0[upper]);
        }
        (low, high)
    }

    #[inline(always)]
    fn sum(self, vector: Numbers<W>) -> f32 {
        vector.0.iter().sum()
    }

    #[inline(always)]
    fn largest(self, vector: Numbers<W>) -> f32 {
        vector.0.into_iter().fold(f32::NEG_INFINITY, f32::max)
    }

    #[inline(always)]
    fn largest_magnitude(self, vector: Numbers<W>) -> f32 {
        vector.0.into_iter().fold(0.0, Real::larger_magnitude)
    }
}

impl<const W: usize> Numbers<W> {
    #[inline(always)]
    fn map(mut self, f: impl Fn(f32) -> f32) -> Self {
        self.0.iter_mut().for_each(|number| *number = f(*number));
        self
    }

    #[inline(always)]
    fn zip(mut self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(number, other)| *number = f(*number, other));
        self
    }
}

impl<const W: usize> Real for Numbers<W> {
    #[inline(always)]
    fn constant(self, value: f32) -> Self {
        Self([value; W])
    }

    #[inline(always)]
    fn multiply_add(self, factor: Self, addend: Self) -> Self {
        self * factor + addend
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.map(Real::abs)
    }

    #[inline(always)]
    fn select_less(self, bound: Self, below: Self, mut otherwise: Self) -> Self {
        for lane in 0..W {
            if self.0[lane] < bound.0[lane] {
                otherwise.0[lane] = below.0[lane];
            }
        }
        otherwise
    }

    #[inline(always)]
    fn with_sign_of(self, other: Self) -> Self {
        self.zip(other, Real::with_sign_of)
    }

    #[inline(always)]
    fn larger_magnitude(self, other: Self) -> Self {
        self.zip(other, Real::larger_magnitude)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(Real::sqrt)
    }

    #[inline(always)]
    fn low_bits_as_exponent(self) -> Self {
        self.map(Real::low_bits_as_exponent)
    }

    #[inline(always)]
    fn split_exponent(self) -> (Self, Self) {
        let mantissa = self.map(|number| number.split_exponent().0);
        (mantissa, self.map(|number| number.split_exponent().1))
    }
}

/// An operator, between two vectors and between a vector and a number.
macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<const W: usize> $trait for Numbers<W> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, $trait::$method)
            }
        }

        impl<const W: usize> $trait<f32> for Numbers<W> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: f32) -> Self {
                self.map(|number| $trait::$method(number, other))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl<const W: usize> Neg for Numbers<W> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.map(Neg::neg)
    }
}
