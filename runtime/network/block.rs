#[cfg(feature = "std")]
use core::marker::PhantomData;

use generic_array::{ArrayLength, GenericArray};

#[cfg(feature = "std")]
use crate::kernel::HeapNumbers;

/// A buffer as large as a network's parameters, or as those that are trained: gradients, the state of an optimizer.
///
/// Implemented for `GenericArray`, which lies where its owner lies, and for `HeapBlock`, which is on the heap.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::Block;
///
/// /// The mean of the parameters of two networks, on the heap where theirs are there.
/// fn mean<N: Network>(left: &N, right: &N) -> N::Block<N::Parameters> {
///     let mut mean = N::Block::<N::Parameters>::zeros();
///     let both = left.parameters().iter().zip(right.parameters());
///     mean.numbers_mut().iter_mut().zip(both).for_each(|(mean, (l, r))| *mean = (l + r) / 2.0);
///     mean
/// }
///
/// network! { struct Line< 1 => 1 >; }
/// let mean = mean(&Line::from_parameters([1.0, 2.0]), &Line::from_parameters([3.0, 6.0]));
/// assert_eq!(mean.numbers()[..], [2.0, 4.0]);
/// ```
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

/// A buffer on the heap, which begins where a cache line does.
#[cfg(feature = "std")]
#[derive(Debug)]
pub struct HeapBlock<P>(HeapNumbers, PhantomData<P>);

#[cfg(feature = "std")]
impl<P: ArrayLength> Block for HeapBlock<P> {
    type Length = P;

    fn zeros() -> Self {
        Self(HeapNumbers::zeros(P::USIZE), PhantomData)
    }

    #[inline(always)]
    fn numbers(&self) -> &GenericArray<f32, P> {
        GenericArray::from_slice(self.0.get())
    }

    #[inline(always)]
    fn numbers_mut(&mut self) -> &mut GenericArray<f32, P> {
        GenericArray::from_mut_slice(self.0.get_mut())
    }
}
