//! Many samples: whole tiles of them, and what remains.

use super::{Network, ParametersOf};
use crate::kernel::{Array, Each, Isa, Kernel, One, TILE, Tile, Tiled, Values, ValuesOf};

/// From so many samples on a tile is faster than one sample after the other.
const TILE_FROM: usize = 6;

/// Up to so many inputs and units a network's tiles fit on a stack of 2 MiB, even unoptimized.
const TILED_UP_TO: usize = 1024;

/// Whether there are tiles at all. Without vectors they gain nothing, and are not even compiled.
const fn has_tiles<N: Network, S: Isa>() -> bool {
    S::LANES > 1 && N::UNITS <= TILED_UP_TO
}

/// How many of the first samples go in tiles, the last of which may not be full.
#[inline(always)]
fn in_tiles<N: Network, S: Isa>(count: usize) -> usize {
    let rest = count % TILE;
    if const { !has_tiles::<N, S>() } {
        0
    } else if rest >= TILE_FROM {
        count
    } else {
        count - rest
    }
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
    if const { has_tiles::<N, S>() } && !tiled.is_empty() {
        infer_tiles::<N, S>(isa, parameters, tiled, tiled_outputs);
    }
    for (input, output) in single.iter().zip(single_outputs) {
        N::infer(One(isa), parameters, input, output);
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<N: Network, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    isa.vectorize(
        #[inline(always)]
        || {
            for (inputs, outputs) in inputs.chunks(TILE).zip(outputs.chunks_mut(TILE)) {
                let (mut input, mut output) = (Values::ZEROS, Values::ZEROS);
                match inputs.first_chunk::<TILE>() {
                    Some(full) => N::Input::gather(isa, |place| &full[place], &mut input),
                    None => {
                        let last = inputs.len() - 1;
                        N::Input::gather(isa, |place| &inputs[place.min(last)], &mut input);
                    }
                }
                N::infer(Tiled(isa), parameters, &input, &mut output);
                N::Output::scatter(isa, &output, outputs);
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
    count == 1 || count <= TILE && in_tiles::<N, S>(count) == count
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
    if const { has_tiles::<N, S>() } && tiled > 0 {
        visit_tiles::<N, W, S>(isa, share, tiled, &sample, work);
    }
    for place in tiled..count {
        let (input, target) = sample(place);
        work.visit(One(isa), Samples { input, target, shares: &[share] });
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn visit_tiles<'a, N: Network, W: Work<N>, S: Isa>(
    isa: S,
    share: f32,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    work: &mut W,
) where
    N::Input: 'a,
    N::Output: 'a,
{
    isa.vectorize(
        #[inline(always)]
        || {
            for start in (0..count).step_by(TILE) {
                let part = TILE.min(count - start);
                let samples = filled(part, |place| sample(start + place));
                let (mut input, mut target) = (Values::ZEROS, Values::ZEROS);
                N::Input::gather(isa, |place| &samples[place].0, &mut input);
                N::Output::gather(isa, |place| &samples[place].1, &mut target);
                let shares = shares(share, part);
                work.visit(Tiled(isa), Samples { input: &input, target: &target, shares: &shares });
            }
        },
    );
}

/// The samples of a tile; the last one fills the places behind it.
#[inline(always)]
fn filled<'a, T>(count: usize, sample: impl Fn(usize) -> &'a T) -> [&'a T; TILE] {
    core::array::from_fn(|place| sample(place.min(count - 1)))
}

/// The same share for each of `count` samples of a tile, none for the places that are not filled.
#[inline(always)]
fn shares(share: f32, count: usize) -> Tile<1> {
    [core::array::from_fn(|column| if column < count { share } else { 0.0 })]
}
