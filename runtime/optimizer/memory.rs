use generic_array::GenericArray;

use super::Optimizer;
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

    /// Buffers of zeros.
    #[doc(hidden)]
    fn zeros<B: Block>() -> Self::Blocks<B>;

    /// The numbers of one parameter, as `load` finds them in each buffer.
    #[doc(hidden)]
    fn load<B: Block, R: Real>(
        blocks: &Self::Blocks<B>,
        zero: R,
        load: impl Fn(&NumbersOf<B>) -> R,
    ) -> Self::Reals<R>;

    /// Each buffer.
    #[doc(hidden)]
    fn each<B: Block>(blocks: &Self::Blocks<B>, visit: impl FnMut(&NumbersOf<B>));

    /// Each buffer, for writing.
    #[doc(hidden)]
    fn each_mut<B: Block>(blocks: &mut Self::Blocks<B>, visit: impl FnMut(&mut NumbersOf<B>));

    /// Puts back the numbers of one parameter.
    #[doc(hidden)]
    fn store<B: Block, R: Real>(
        blocks: &mut Self::Blocks<B>,
        numbers: Self::Reals<R>,
        store: impl FnMut(R, &mut NumbersOf<B>),
    );
}

impl<const M: usize> Memory for PerParameter<M> {
    type Blocks<B: Block> = [B; M];
    type Reals<R: Real> = [R; M];

    fn zeros<B: Block>() -> [B; M] {
        core::array::from_fn(|_| B::zeros())
    }

    #[inline(always)]
    fn load<B: Block, R: Real>(
        blocks: &[B; M],
        zero: R,
        load: impl Fn(&NumbersOf<B>) -> R,
    ) -> [R; M] {
        let mut numbers = [zero; M];
        for (number, block) in numbers.iter_mut().zip(blocks) {
            *number = load(block.numbers());
        }
        numbers
    }

    fn each<B: Block>(blocks: &[B; M], visit: impl FnMut(&NumbersOf<B>)) {
        blocks.iter().map(Block::numbers).for_each(visit);
    }

    fn each_mut<B: Block>(blocks: &mut [B; M], visit: impl FnMut(&mut NumbersOf<B>)) {
        blocks.iter_mut().map(Block::numbers_mut).for_each(visit);
    }

    #[inline(always)]
    fn store<B: Block, R: Real>(
        blocks: &mut [B; M],
        numbers: [R; M],
        mut store: impl FnMut(R, &mut NumbersOf<B>),
    ) {
        for (number, block) in numbers.iter().zip(blocks) {
            store(*number, block.numbers_mut());
        }
    }
}

mod sealed {
    pub trait Sealed {}
    impl<const M: usize> Sealed for super::PerParameter<M> {}
}
