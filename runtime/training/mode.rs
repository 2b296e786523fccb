/// With which instructions a trainer computes: [`Fast`] or [`Deterministic`].
pub trait Mode: sealed::Sealed {
    /// Whether results are the same on every CPU.
    #[doc(hidden)]
    const IS_STEADY: bool;
}

/// With the best instructions of the CPU: results differ in their last bits from one kind of CPU to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fast;

/// With the same result to the last bit on every CPU. See [`Trainer::deterministic`](crate::Trainer::deterministic).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deterministic;

impl Mode for Fast {
    const IS_STEADY: bool = false;
}

impl Mode for Deterministic {
    const IS_STEADY: bool = true;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Fast {}
    impl Sealed for super::Deterministic {}
}
