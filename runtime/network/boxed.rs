use core::fmt;

use super::{Architecture, Block, Network, ParametersOf, Shape};
use crate::init::Random;

/// The network `N` with its parameters on the heap, for one that is too large for a stack.
///
/// It is made in place: no copy of the parameters ever lies on the stack, and a trainer keeps its
/// gradient and its optimizer's state on the heap too.
///
/// Of a network by itself, in a build without optimization, `seeded` takes twice its bytes of the stack, and training as
/// many as it has and up to 900 KiB more: on the 2 MiB stack of a thread, one of up to a million bytes
/// ([`FLASH_BYTES`](Network::FLASH_BYTES)) can be made and trained. A boxed one of any size can be.
///
/// ```
/// use sinew::prelude::*;
///
/// network! { pub struct Large< 1024 => 1024 relu => 10 softmax >; }
///
/// let net = Large::boxed(7);
/// assert_eq!(net.predict(&[0.5; 1024]).len(), 10);
///
/// let mut same = Boxed::<Large>::zeros();
/// same.reseed(7);
/// assert!(same == net && same == Boxed::seeded(7));
/// # use sinew::Boxed;
/// ```
pub struct Boxed<N: Network> {
    parameters: Block<N::Parameters>,
}

impl<N: Network> Clone for Boxed<N> {
    fn clone(&self) -> Self {
        let mut clone = Self::zeros();
        clone.parameters.numbers_mut().copy_from_slice(self.parameters.numbers());
        clone
    }
}

impl<N: Network> PartialEq for Boxed<N> {
    fn eq(&self, other: &Self) -> bool {
        self.parameters.numbers() == other.parameters.numbers()
    }
}

impl<N: Network> fmt::Debug for Boxed<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Boxed").field("parameters", self.parameters.numbers()).finish()
    }
}

impl<N: Network> Boxed<N> {
    /// All weights and biases zero.
    #[must_use]
    pub fn zeros() -> Self {
        Self { parameters: Block::zeros() }
    }

    /// The random start of a seed, the same as that of the network on the stack.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        let mut net = Self::zeros();
        N::Architecture::initialize(net.parameters.numbers_mut(), &mut Random::new(seed));
        net
    }
}

impl<N: Network> Shape for Boxed<N> {
    type Inputs = N::Inputs;
    type Outputs = N::Outputs;
    type Parameters = N::Parameters;
    type Trained = N::Trained;
    type Input = N::Input;
    type Output = N::Output;
    const UNITS: usize = N::UNITS;
    const MULTIPLY_ADDS: usize = N::MULTIPLY_ADDS;
}

impl<N: Network> Network for Boxed<N> {
    type Architecture = N::Architecture;
    const FLASH_BYTES: usize = size_of::<ParametersOf<N>>();

    #[inline(always)]
    fn parameters(&self) -> &ParametersOf<N> {
        self.parameters.numbers()
    }

    #[inline(always)]
    fn parameters_mut(&mut self) -> &mut ParametersOf<N> {
        self.parameters.numbers_mut()
    }
}
