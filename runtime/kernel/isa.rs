use super::Level;
use crate::math::Real;

/// A set of vector instructions, proved to exist on this CPU by the value itself.
pub trait Isa: Copy {
    /// A vector of `LANES` numbers.
    type Real: Real;
    /// Narrower vectors of the same CPU; the narrowest have themselves here.
    #[doc(hidden)]
    type Narrower: Isa;
    /// The width of a vector.
    const LANES: usize;
    /// Whether results are the same on every CPU. No product of another library's is used then.
    #[doc(hidden)]
    const STEADY: bool = false;

    /// The same CPU with narrower vectors.
    #[doc(hidden)]
    fn narrower(self) -> Self::Narrower;

    /// The level of the CPU.
    #[doc(hidden)]
    fn level(self) -> Level;

    /// Calls `work`, compiled with these instructions whatever the caller was compiled with.
    #[doc(hidden)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R;

    /// A vector with `value` in every lane.
    #[doc(hidden)]
    fn splat(self, value: f32) -> Self::Real;

    /// The numbers as a vector; where there are fewer than `LANES`, `filler` behind them.
    #[doc(hidden)]
    fn load_or(self, values: &[f32], filler: f32) -> Self::Real;

    /// The numbers as a vector; where there are fewer than `LANES`, zeros behind them.
    #[doc(hidden)]
    #[inline(always)]
    fn load(self, values: &[f32]) -> Self::Real {
        self.load_or(values, 0.0)
    }

    /// As many of the lanes, from the first on, as `values` has places.
    #[doc(hidden)]
    fn store(self, vector: Self::Real, values: &mut [f32]);

    /// The lanes of both by turns: of their first halves, and of their second.
    #[doc(hidden)]
    fn interleave(self, left: Self::Real, right: Self::Real) -> (Self::Real, Self::Real);

    /// The sum of the lanes.
    #[doc(hidden)]
    fn sum(self, vector: Self::Real) -> f32;

    /// The largest of the lanes, if none is NaN.
    #[doc(hidden)]
    fn largest(self, vector: Self::Real) -> f32;

    /// The largest magnitude of the lanes. Not finite if one of them is not.
    #[doc(hidden)]
    fn largest_magnitude(self, vector: Self::Real) -> f32;
}

/// No vectors at all: the instructions of a microcontroller.
#[cfg_attr(not(test), allow(dead_code, reason = "the choice of targets without vectors alone"))]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scalar;

impl Isa for Scalar {
    type Real = f32;
    type Narrower = Self;
    const LANES: usize = 1;

    #[inline(always)]
    fn narrower(self) -> Self {
        self
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
    fn splat(self, value: f32) -> f32 {
        value
    }

    #[inline(always)]
    fn load_or(self, values: &[f32], filler: f32) -> f32 {
        values.first().copied().unwrap_or(filler)
    }

    #[inline(always)]
    fn store(self, vector: f32, values: &mut [f32]) {
        if let Some(value) = values.first_mut() {
            *value = vector;
        }
    }

    #[inline(always)]
    fn interleave(self, left: f32, right: f32) -> (f32, f32) {
        (left, right)
    }

    #[inline(always)]
    fn sum(self, vector: f32) -> f32 {
        vector
    }

    #[inline(always)]
    fn largest(self, vector: f32) -> f32 {
        vector
    }

    #[inline(always)]
    fn largest_magnitude(self, vector: f32) -> f32 {
        vector.abs()
    }
}
