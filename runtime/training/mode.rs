use crate::kernel::{Isa, dispatch_steady, dispatch_training};

/// With which instructions a trainer computes: [`Fast`] or [`Deterministic`].
pub trait Mode: sealed::Sealed {
    /// Does the work with them.
    #[doc(hidden)]
    fn run<W: OnIsa>(work: W) -> W::Result;
}

/// What can be done with any set of instructions.
#[doc(hidden)]
pub trait OnIsa {
    /// What comes of it.
    type Result;

    /// Does it. Implementations are `#[inline(always)]`.
    fn on<S: Isa>(self, isa: S) -> Self::Result;
}

/// With the best instructions of the CPU: results differ in their last bits from one kind of CPU to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fast;

/// With the same result to the last bit on every CPU. See [`Trainer::deterministic`](crate::Trainer::deterministic).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deterministic;

impl Mode for Fast {
    #[inline(always)]
    fn run<W: OnIsa>(work: W) -> W::Result {
        dispatch_training!(isa => work.on(isa))
    }
}

impl Mode for Deterministic {
    #[inline(always)]
    fn run<W: OnIsa>(work: W) -> W::Result {
        dispatch_steady!(isa => work.on(isa))
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Fast {}
    impl Sealed for super::Deterministic {}
}
