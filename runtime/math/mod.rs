//! Scalar functions, written once for a number and for a vector of numbers.

mod erf;
mod exp;
mod ln;
pub(crate) mod real;
mod sigmoid;
mod sin;
mod sum;
#[cfg(test)]
pub(crate) mod sweep;
mod tanh;

pub(crate) use exp::{exp_of_negative, exp_over_power, finite_exp};
pub use real::Real;
pub(crate) use sum::Sum;

/// The square root of a non-negative number.
pub(crate) fn square_root(x: f32) -> f32 {
    #[cfg(feature = "std")]
    return x.sqrt();
    #[cfg(not(feature = "std"))]
    libm::sqrtf(x)
}

/// The same in double precision.
pub(crate) fn square_root_f64(x: f64) -> f64 {
    #[cfg(feature = "std")]
    return x.sqrt();
    #[cfg(not(feature = "std"))]
    libm::sqrt(x)
}
