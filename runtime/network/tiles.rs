//! Which samples of a network go in tiles, and where the tiles lie.

use super::Shape;
use crate::kernel::TILE;

/// Up to so many inputs and units a network's tiles fit on a stack of 2 MiB, even unoptimized. What training keeps of one
/// sample of a larger network is on the heap too, where there is one.
const ON_STACK_UP_TO: usize = 1024;

/// Up to so many products a prediction is so short that calls of the library would be most of it: all of the network
/// is compiled where it is used, and the step of its optimizer too.
const TINY_UP_TO: usize = 64;

/// Up to so many products such calls are a good part of it: what a CPU with AVX2 does with tiles is compiled where it is
/// used.
const SMALL_UP_TO: usize = 4096;

/// The tiles of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tiles {
    /// None: there is no heap for one so large, or the CPU has no vectors, without which tiles gain nothing.
    None,
    OnStack,
    #[cfg(feature = "std")]
    OnHeap,
}

impl Tiles {
    pub(crate) const fn of<N: Shape>(has_vectors: bool) -> Self {
        match N::UNITS {
            _ if !has_vectors => Self::None,
            ..=ON_STACK_UP_TO => Self::OnStack,
            #[cfg(feature = "std")]
            _ => Self::OnHeap,
            #[cfg(not(feature = "std"))]
            _ => Self::None,
        }
    }

    pub(crate) const fn are_on_stack(self) -> bool {
        matches!(self, Self::OnStack)
    }

    #[cfg(feature = "std")]
    pub(crate) const fn are_on_heap(self) -> bool {
        matches!(self, Self::OnHeap)
    }
}

/// Whether the numbers of a sample are too many for a stack.
#[cfg(feature = "std")]
pub(crate) const fn is_large<N: Shape>() -> bool {
    N::UNITS > ON_STACK_UP_TO
}

/// Whether all of a network is compiled where it is used.
pub(crate) const fn is_tiny<N: Shape>() -> bool {
    N::MULTIPLY_ADDS <= TINY_UP_TO
}

/// Whether what trains a network on tiles is compiled where it is used.
pub(crate) const fn is_small<N: Shape>() -> bool {
    N::MULTIPLY_ADDS <= SMALL_UP_TO
}

/// How many of the first samples go in tiles, the last of which may not be full.
#[inline(always)]
pub(crate) const fn in_tiles(tiles: Tiles, count: usize) -> usize {
    if matches!(tiles, Tiles::None) {
        return 0;
    }
    // A tile that is a fifth full is as fast as one sample after the other.
    let rest = count % TILE;
    if rest * 5 >= TILE { count } else { count - rest }
}
