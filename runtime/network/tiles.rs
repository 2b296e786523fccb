//! Which tiles the samples of a network go in.

use super::Network;
use crate::kernel::Isa;

/// How many samples a tile holds: two vectors of AVX-512, eight of SSE.
pub(super) const WIDE: usize = 32;
/// Up to so many inputs and units a network's tiles fit on a stack of 2 MiB, even unoptimized.
const WIDE_UP_TO: usize = 1024;

/// How many samples a tile holds where there is no heap for a wide one: a vector of AVX2.
#[cfg(not(feature = "std"))]
pub(super) const NARROW: usize = 8;
#[cfg(not(feature = "std"))]
const NARROW_UP_TO: usize = WIDE_UP_TO * WIDE / NARROW;

/// The tiles of a network.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tiles {
    /// None: without vectors they gain nothing, and are not even compiled.
    None,
    /// On the stack.
    Wide,
    /// As wide.
    #[cfg(feature = "std")]
    OnHeap,
    /// On the stack.
    #[cfg(not(feature = "std"))]
    Narrow,
}

impl Tiles {
    pub(super) const fn of<N: Network, S: Isa>() -> Self {
        match N::UNITS {
            _ if S::LANES == 1 => Self::None,
            ..=WIDE_UP_TO => Self::Wide,
            #[cfg(feature = "std")]
            _ => Self::OnHeap,
            #[cfg(not(feature = "std"))]
            ..=NARROW_UP_TO => Self::Narrow,
            #[cfg(not(feature = "std"))]
            _ => Self::None,
        }
    }

    pub(super) const fn are_wide(self) -> bool {
        matches!(self, Self::Wide)
    }

    #[cfg(feature = "std")]
    pub(super) const fn are_on_heap(self) -> bool {
        matches!(self, Self::OnHeap)
    }

    #[cfg(not(feature = "std"))]
    pub(super) const fn are_narrow(self) -> bool {
        matches!(self, Self::Narrow)
    }

    /// How many samples a tile holds.
    const fn samples(self) -> usize {
        match self {
            Self::None => 0,
            #[cfg(not(feature = "std"))]
            Self::Narrow => NARROW,
            _ => WIDE,
        }
    }
}

/// How many of the first samples go in tiles, the last of which may not be full.
#[inline(always)]
pub(super) fn in_tiles<N: Network, S: Isa>(count: usize) -> usize {
    let tile = const { Tiles::of::<N, S>().samples() };
    if tile == 0 {
        return 0;
    }
    // A tile that is a fifth full is as fast as one sample after the other.
    let rest = count % tile;
    if rest * 5 >= tile { count } else { count - rest }
}

/// Whether so many samples are visited all at once.
#[inline(always)]
pub(crate) fn in_one_group<N: Network, S: Isa>(count: usize) -> bool {
    count == 1
        || count <= const { Tiles::of::<N, S>().samples() } && in_tiles::<N, S>(count) == count
}
