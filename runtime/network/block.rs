#[cfg(feature = "std")]
use core::marker::PhantomData;

use generic_array::{ArrayLength, GenericArray};

#[cfg(feature = "std")]
use crate::kernel::HeapNumbers;

/// A buffer of `P` numbers, as large as a network's parameters, or as those that are trained: gradients, the state of an
/// optimizer.
///
/// With `std` it is on the heap, because a stack of some megabytes does not hold a few buffers of a large network. Without
/// `std` it is where its owner is.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::Block;
///
/// /// The mean of the parameters of two networks.
/// fn mean<N: Network>(left: &N, right: &N) -> Block<N::Parameters> {
///     let mut mean = Block::zeros();
///     let both = left.parameters().iter().zip(right.parameters());
///     mean.numbers_mut().iter_mut().zip(both).for_each(|(mean, (l, r))| *mean = (l + r) / 2.0);
///     mean
/// }
///
/// network! { struct Line< 1 => 1 >; }
/// let mean = mean(&Line::from_parameters([1.0, 2.0]), &Line::from_parameters([3.0, 6.0]));
/// assert_eq!(mean.numbers()[..], [2.0, 4.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Block<P: ArrayLength> {
    #[cfg(feature = "std")]
    numbers: HeapNumbers,
    #[cfg(feature = "std")]
    length: PhantomData<fn() -> P>,
    #[cfg(not(feature = "std"))]
    numbers: GenericArray<f32, P>,
}

#[cfg(feature = "std")]
impl<P: ArrayLength> Block<P> {
    /// All zero.
    #[must_use]
    pub fn zeros() -> Self {
        Self { numbers: HeapNumbers::zeros(P::USIZE), length: PhantomData }
    }

    /// The numbers.
    #[inline(always)]
    #[must_use]
    pub fn numbers(&self) -> &GenericArray<f32, P> {
        GenericArray::from_slice(self.numbers.get(P::USIZE))
    }

    /// The numbers, for writing.
    #[inline(always)]
    #[must_use]
    pub fn numbers_mut(&mut self) -> &mut GenericArray<f32, P> {
        GenericArray::from_mut_slice(self.numbers.get_mut(P::USIZE))
    }
}

#[cfg(not(feature = "std"))]
impl<P: ArrayLength> Block<P> {
    /// All zero.
    #[must_use]
    pub fn zeros() -> Self {
        Self { numbers: GenericArray::default() }
    }

    /// The numbers.
    #[inline(always)]
    #[must_use]
    pub fn numbers(&self) -> &GenericArray<f32, P> {
        &self.numbers
    }

    /// The numbers, for writing.
    #[inline(always)]
    #[must_use]
    pub fn numbers_mut(&mut self) -> &mut GenericArray<f32, P> {
        &mut self.numbers
    }
}
