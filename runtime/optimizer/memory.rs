use core::ops::Range;

use generic_array::{ArrayLength, GenericArray};

use super::Optimizer;
use crate::kernel::{Isa, load, store};
use crate::math::Real;
use crate::network::Block;

/// What the optimizer `O` remembers of the `P` parameters that are trained: an array of buffers.
pub type BlocksOf<O, P> = <<O as Optimizer>::Memory as Memory>::Blocks<P>;

/// What the optimizer `O` remembers of one parameter: an array of numbers.
pub type RealsOf<O, R> = <<O as Optimizer>::Memory as Memory>::Reals<R>;

/// An optimizer remembers `M` numbers of each parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerParameter<const M: usize>;

/// How many numbers an optimizer remembers of each parameter. Implemented for [`PerParameter`].
pub trait Memory: sealed::Sealed {
    /// The numbers of all parameters that are trained: an array of buffers.
    type Blocks<P: ArrayLength>;
    /// The numbers of one parameter: an array of them.
    type Reals<R: Real>: Copy;

    /// Those of some parameters: an array of slices.
    #[doc(hidden)]
    type Slices<'a>;

    /// Buffers of zeros.
    #[doc(hidden)]
    fn zeros<P: ArrayLength>() -> Self::Blocks<P>;

    /// The numbers of all parameters.
    #[doc(hidden)]
    fn slices<P: ArrayLength>(blocks: &mut Self::Blocks<P>) -> Self::Slices<'_>;

    /// The numbers of `count` parameters from number `first` on.
    #[doc(hidden)]
    fn part<'a>(slices: &'a mut Self::Slices<'_>, first: usize, count: usize) -> Self::Slices<'a>;

    /// The numbers of as many parameters as a vector has lanes, or fewer.
    #[doc(hidden)]
    fn load<S: Isa>(slices: &Self::Slices<'_>, isa: S, place: Range<usize>)
    -> Self::Reals<S::Real>;

    /// Puts them back.
    #[doc(hidden)]
    fn store<S: Isa>(
        slices: &mut Self::Slices<'_>,
        isa: S,
        place: Range<usize>,
        numbers: Self::Reals<S::Real>,
    );

    /// The numbers of one parameter, by their places.
    #[doc(hidden)]
    fn of_one(number: impl FnMut(usize) -> f32) -> Self::Reals<f32>;

    /// Each buffer.
    #[doc(hidden)]
    fn each<P: ArrayLength>(blocks: &Self::Blocks<P>, visit: impl FnMut(&GenericArray<f32, P>));

    /// Each buffer, for writing.
    #[doc(hidden)]
    fn each_mut<P: ArrayLength>(
        blocks: &mut Self::Blocks<P>,
        visit: impl FnMut(&mut GenericArray<f32, P>),
    );
}

impl<const M: usize> Memory for PerParameter<M> {
    type Blocks<P: ArrayLength> = [Block<P>; M];
    type Reals<R: Real> = [R; M];
    type Slices<'a> = [&'a mut [f32]; M];

    fn zeros<P: ArrayLength>() -> [Block<P>; M] {
        core::array::from_fn(|_| Block::zeros())
    }

    #[inline(always)]
    fn slices<P: ArrayLength>(blocks: &mut [Block<P>; M]) -> [&mut [f32]; M] {
        blocks.each_mut().map(|block| &mut block.numbers_mut()[..])
    }

    #[inline(always)]
    fn part<'a>(slices: &'a mut [&mut [f32]; M], first: usize, count: usize) -> [&'a mut [f32]; M] {
        slices.each_mut().map(|numbers| numbers.get_mut(first..first + count).unwrap_or_default())
    }

    #[inline(always)]
    fn load<S: Isa>(slices: &[&mut [f32]; M], isa: S, place: Range<usize>) -> [S::Real; M] {
        let mut numbers = [isa.splat(0.0); M];
        for (number, slice) in numbers.iter_mut().zip(slices) {
            *number = load(isa, slice, place.clone());
        }
        numbers
    }

    #[inline(always)]
    fn store<S: Isa>(
        slices: &mut [&mut [f32]; M],
        isa: S,
        place: Range<usize>,
        numbers: [S::Real; M],
    ) {
        for (number, slice) in numbers.into_iter().zip(slices) {
            store(isa, number, slice, place.clone());
        }
    }

    fn of_one(number: impl FnMut(usize) -> f32) -> [f32; M] {
        core::array::from_fn(number)
    }

    fn each<P: ArrayLength>(blocks: &[Block<P>; M], visit: impl FnMut(&GenericArray<f32, P>)) {
        blocks.iter().map(Block::numbers).for_each(visit);
    }

    fn each_mut<P: ArrayLength>(
        blocks: &mut [Block<P>; M],
        visit: impl FnMut(&mut GenericArray<f32, P>),
    ) {
        blocks.iter_mut().map(Block::numbers_mut).for_each(visit);
    }
}

mod sealed {
    pub trait Sealed {}
    impl<const M: usize> Sealed for super::PerParameter<M> {}
}
