use core::ops::Range;

use generic_array::GenericArray;

use super::Optimizer;
use crate::kernel::{Isa, load, store};
use crate::math::Real;
use crate::network::Block;

/// As many numbers as a buffer `B` holds.
pub type NumbersOf<B> = GenericArray<f32, <B as Block>::Length>;

/// What the optimizer `O` remembers of all parameters that are trained: an array of buffers.
pub type BlocksOf<O, B> = <<O as Optimizer>::Memory as Memory>::Blocks<B>;

/// What the optimizer `O` remembers of one parameter: an array of numbers.
pub type RealsOf<O, R> = <<O as Optimizer>::Memory as Memory>::Reals<R>;

/// An optimizer remembers `M` numbers of each parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerParameter<const M: usize>;

/// How many numbers an optimizer remembers of each parameter. Implemented for [`PerParameter`].
pub trait Memory: sealed::Sealed {
    /// The numbers of all parameters that are trained: an array of buffers.
    type Blocks<B: Block>;
    /// The numbers of one parameter: an array of them.
    type Reals<R: Real>: Copy;

    /// Those of some parameters: an array of slices.
    #[doc(hidden)]
    type Slices<'a>;

    /// Buffers of zeros.
    #[doc(hidden)]
    fn zeros<B: Block>() -> Self::Blocks<B>;

    /// The numbers of all parameters.
    #[doc(hidden)]
    fn slices<B: Block>(blocks: &mut Self::Blocks<B>) -> Self::Slices<'_>;

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
    fn each<B: Block>(blocks: &Self::Blocks<B>, visit: impl FnMut(&NumbersOf<B>));

    /// Each buffer, for writing.
    #[doc(hidden)]
    fn each_mut<B: Block>(blocks: &mut Self::Blocks<B>, visit: impl FnMut(&mut NumbersOf<B>));
}

impl<const M: usize> Memory for PerParameter<M> {
    type Blocks<B: Block> = [B; M];
    type Reals<R: Real> = [R; M];
    type Slices<'a> = [&'a mut [f32]; M];

    fn zeros<B: Block>() -> [B; M] {
        core::array::from_fn(|_| B::zeros())
    }

    #[inline(always)]
    fn slices<B: Block>(blocks: &mut [B; M]) -> [&mut [f32]; M] {
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

    fn each<B: Block>(blocks: &[B; M], visit: impl FnMut(&NumbersOf<B>)) {
        blocks.iter().map(Block::numbers).for_each(visit);
    }

    fn each_mut<B: Block>(blocks: &mut [B; M], visit: impl FnMut(&mut NumbersOf<B>)) {
        blocks.iter_mut().map(Block::numbers_mut).for_each(visit);
    }
}

mod sealed {
    pub trait Sealed {}
    impl<const M: usize> Sealed for super::PerParameter<M> {}
}
