//! Many samples: whole tiles of them, and what remains.

use super::{Network, ParametersOf};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Array, Each, Isa, Kernel, OnStack, One, Storage, Tile, Tiled, Values, ValuesOf,
};

/// How many samples a tile holds: two vectors of AVX-512, eight of SSE.
const WIDE: usize = 32;
/// Up to so many inputs and units a network's tiles fit on a stack of 2 MiB, even unoptimized.
const WIDE_UP_TO: usize = 1024;

/// How many samples a tile holds where there is no heap for a wide one: a vector of AVX2.
#[cfg(not(feature = "std"))]
const NARROW: usize = 8;
#[cfg(not(feature = "std"))]
const NARROW_UP_TO: usize = WIDE_UP_TO * WIDE / NARROW;

/// The tiles of a network.
#[derive(Debug, Clone, Copy)]
enum Tiles {
    /// None: without vectors they gain nothing, and are not even compiled.
    None,
    Wide,
    #[cfg(feature = "std")]
    OnHeap,
    #[cfg(not(feature = "std"))]
    Narrow,
}

impl Tiles {
    const fn of<N: Network, S: Isa>() -> Self {
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

    const fn are_wide(self) -> bool {
        matches!(self, Self::Wide)
    }

    #[cfg(feature = "std")]
    const fn are_on_heap(self) -> bool {
        matches!(self, Self::OnHeap)
    }

    #[cfg(not(feature = "std"))]
    const fn are_narrow(self) -> bool {
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
fn in_tiles<N: Network, S: Isa>(count: usize) -> usize {
    let tile = const { Tiles::of::<N, S>().samples() };
    if tile == 0 {
        return 0;
    }
    // A tile that is a fifth full is as fast as one sample after the other.
    let rest = count % tile;
    if rest * 5 >= tile { count } else { count - rest }
}

/// `outputs[i]` for `inputs[i]`; both are of one length.
#[inline(always)]
pub(super) fn infer_batch<N: Network, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    let (tiled, single) = inputs.split_at(in_tiles::<N, S>(inputs.len()));
    let (tiled_outputs, single_outputs) = outputs.split_at_mut(tiled.len());
    if const { Tiles::of::<N, S>().are_wide() } && !tiled.is_empty() {
        infer_tiles::<N, S, _, WIDE>(isa, OnStack, parameters, tiled, tiled_outputs);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<N, S>().are_on_heap() } && !tiled.is_empty() {
        infer_tiles::<N, S, _, WIDE>(isa, OnHeap, parameters, tiled, tiled_outputs);
    }
    #[cfg(not(feature = "std"))]
    if const { Tiles::of::<N, S>().are_narrow() } && !tiled.is_empty() {
        infer_tiles::<N, S, _, NARROW>(isa, OnStack, parameters, tiled, tiled_outputs);
    }
    for (input, output) in single.iter().zip(single_outputs) {
        N::infer(One(isa), parameters, input, output);
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<N: Network, S: Isa, P: Storage, const T: usize>(
    isa: S,
    storage: P,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    if const { S::LANES > T } {
        let isa = isa.narrower();
        return infer_tiles::<N, _, P, T>(isa, storage, parameters, inputs, outputs);
    }
    isa.vectorize(
        #[inline(always)]
        || {
            for (inputs, outputs) in inputs.chunks(T).zip(outputs.chunks_mut(T)) {
                let (mut input, mut output) = (Values::zeros(), Values::zeros());
                let tile = P::get_mut(&mut input);
                match inputs.first_chunk::<T>() {
                    Some(full) => N::Input::gather(isa, |place| &full[place], tile),
                    None => {
                        let last = inputs.len() - 1;
                        N::Input::gather(isa, |place| &inputs[place.min(last)], tile);
                    }
                }
                N::infer(Tiled::<S, T, P>(isa, storage), parameters, &input, &mut output);
                N::Output::scatter(isa, P::get(&output), outputs);
            }
        },
    );
}

/// What is done with samples and their targets, a tile of them or one at a time.
pub(crate) trait Work<N: Network> {
    /// Takes the next samples.
    fn visit<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>);
}

/// Samples that one kernel works on: one, or a tile of them.
pub(crate) struct Samples<'a, N: Network, K: Kernel> {
    pub(crate) input: &'a ValuesOf<K, N::Input>,
    pub(crate) target: &'a ValuesOf<K, N::Output>,
    /// How much the loss of each counts.
    pub(crate) shares: &'a Each<K>,
}

impl<N: Network, K: Kernel> Clone for Samples<'_, N, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Network, K: Kernel> Copy for Samples<'_, N, K> {}

/// Whether so many samples are visited all at once.
#[inline(always)]
pub(crate) fn in_one_group<N: Network, S: Isa>(count: usize) -> bool {
    count == 1
        || count <= const { Tiles::of::<N, S>().samples() } && in_tiles::<N, S>(count) == count
}

/// Does the work with `count` samples, each of which has the same share of the loss.
#[inline(always)]
pub(crate) fn visit<'a, N: Network, W: Work<N>, S: Isa>(
    isa: S,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    work: &mut W,
) where
    N::Input: 'a,
    N::Output: 'a,
{
    let share = 1.0 / count as f32;
    let tiled = in_tiles::<N, S>(count);
    if const { Tiles::of::<N, S>().are_wide() } && tiled > 0 {
        visit_tiles::<N, W, S, _, WIDE>(isa, OnStack, share, tiled, &sample, work);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<N, S>().are_on_heap() } && tiled > 0 {
        visit_tiles::<N, W, S, _, WIDE>(isa, OnHeap, share, tiled, &sample, work);
    }
    #[cfg(not(feature = "std"))]
    if const { Tiles::of::<N, S>().are_narrow() } && tiled > 0 {
        visit_tiles::<N, W, S, _, NARROW>(isa, OnStack, share, tiled, &sample, work);
    }
    for place in tiled..count {
        let (input, target) = sample(place);
        work.visit(One(isa), Samples { input, target, shares: &[share] });
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn visit_tiles<'a, N: Network, W: Work<N>, S: Isa, P: Storage, const T: usize>(
    isa: S,
    storage: P,
    share: f32,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    work: &mut W,
) where
    N::Input: 'a,
    N::Output: 'a,
{
    if const { S::LANES > T } {
        let isa = isa.narrower();
        return visit_tiles::<N, W, _, P, T>(isa, storage, share, count, sample, work);
    }
    isa.vectorize(
        #[inline(always)]
        || {
            for start in (0..count).step_by(T) {
                let part = T.min(count - start);
                let samples: [_; T] = filled(part, |place| sample(start + place));
                let (mut input, mut target) = (Values::zeros(), Values::zeros());
                N::Input::gather(isa, |place| &samples[place].0, P::get_mut(&mut input));
                N::Output::gather(isa, |place| &samples[place].1, P::get_mut(&mut target));
                let mut shares: P::Of<Tile<1, T>> = Values::zeros();
                shares.flat_mut()[..part].fill(share);
                let samples = Samples { input: &input, target: &target, shares: &shares };
                work.visit(Tiled::<S, T, P>(isa, storage), samples);
            }
        },
    );
}

/// The samples of a tile; the last one fills the places behind it.
#[inline(always)]
fn filled<'a, X, const T: usize>(count: usize, sample: impl Fn(usize) -> &'a X) -> [&'a X; T] {
    core::array::from_fn(|place| sample(place.min(count - 1)))
}
