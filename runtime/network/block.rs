#[cfg(feature = "std")]
use std::boxed::Box;

use generic_array::{ArrayLength, GenericArray};

/// A buffer as large as a network's parameters, or as those that are trained: gradients, the state of an optimizer.
///
/// Implemented for `GenericArray`, which lies where its owner lies, and for a `Box` of one.
pub trait Block: Sized {
    /// How many numbers.
    type Length: ArrayLength;

    /// All zero.
    fn zeros() -> Self;

    /// The numbers.
    fn numbers(&self) -> &GenericArray<f32, Self::Length>;

    /// The numbers, for writing.
    fn numbers_mut(&mut self) -> &mut GenericArray<f32, Self::Length>;
}

impl<P: ArrayLength> Block for GenericArray<f32, P> {
    type Length = P;

    fn zeros() -> Self {
        Self::default()
    }

    #[inline(always)]
    fn numbers(&self) -> &Self {
        self
    }

    #[inline(always)]
    fn numbers_mut(&mut self) -> &mut Self {
        self
    }
}

#[cfg(feature = "std")]
impl<P: ArrayLength> Block for Box<GenericArray<f32, P>> {
    type Length = P;

    fn zeros() -> Self {
        GenericArray::default_boxed()
    }

    #[inline(always)]
    fn numbers(&self) -> &GenericArray<f32, P> {
        self
    }

    #[inline(always)]
    fn numbers_mut(&mut self) -> &mut GenericArray<f32, P> {
        self
    }
}
