//! Many samples: whole tiles of them, and what remains.

use super::{Network, ParametersOf};
use crate::kernel::{Array, Each, Isa, Kernel, One, Tile, Tiled, Values, ValuesOf};

/// How many samples a tile holds: two vectors of AVX-512, eight of SSE.
const WIDE: usize = 32;
/// The same for a network whose wide tiles would take too much of the stack: a vector of AVX2.
const NARROW: usize = 8;

/// Up to so many inputs and units a network's wide tiles fit on a stack of 2 MiB, even unoptimized.
const WIDE_UP_TO: usize = 1024;
const NARROW_UP_TO: usize = WIDE_UP_TO * WIDE / NARROW;

/// How many samples a tile of this network holds; none if it has no tiles. Without vectors they gain
/// nothing, and are not even compiled.
const fn tile<N: Network, S: Isa>() -> usize {
    if S::LANES == 1 || N::UNITS > NARROW_UP_TO {
        0
    } else if N::UNITS > WIDE_UP_TO {
        NARROW
    } else {
        WIDE
    }
}

/// How many of the first samples go in tiles, the last of which may not be full.
#[inline(always)]
fn in_tiles<N: Network, S: Isa>(count: usize) -> usize {
    let tile = const { tile::<N, S>() };
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
    if const { tile::<N, S>() == WIDE } && !tiled.is_empty() {
        infer_tiles::<N, S, WIDE>(isa, parameters, tiled, tiled_outputs);
    }
    if const { tile::<N, S>() == NARROW } && !tiled.is_empty() {
        infer_tiles::<N, S, NARROW>(isa, parameters, tiled, tiled_outputs);
    }
    for (input, output) in single.iter().zip(single_outputs) {
        N::infer(One(isa), parameters, input, output);
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<N: Network, S: Isa, const T: usize>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    if const { S::LANES > T } {
        return infer_tiles::<N, _, T>(isa.narrower(), parameters, inputs, outputs);
    }
    isa.vectorize(
        #[inline(always)]
        || {
            for (inputs, outputs) in inputs.chunks(T).zip(outputs.chunks_mut(T)) {
                let (mut input, mut output) = (Values::ZEROS, Values::ZEROS);
                match inputs.first_chunk::<T>() {
                    Some(full) => N::Input::gather(isa, |place| &full[place], &mut input),
                    None => {
                        let last = inputs.len() - 1;
                        N::Input::gather(isa, |place| &inputs[place.min(last)], &mut input);
                    }
                }
                N::infer(Tiled::<S, T>(isa), parameters, &input, &mut output);
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
    count == 1 || count <= const { tile::<N, S>() } && in_tiles::<N, S>(count) == count
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
    if const { tile::<N, S>() == WIDE } && tiled > 0 {
        visit_tiles::<N, W, S, WIDE>(isa, share, tiled, &sample, work);
    }
    if const { tile::<N, S>() == NARROW } && tiled > 0 {
        visit_tiles::<N, W, S, NARROW>(isa, share, tiled, &sample, work);
    }
    for place in tiled..count {
        let (input, target) = sample(place);
        work.visit(One(isa), Samples { input, target, shares: &[share] });
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn visit_tiles<'a, N: Network, W: Work<N>, S: Isa, const T: usize>(
    isa: S,
    share: f32,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    work: &mut W,
) where
    N::Input: 'a,
    N::Output: 'a,
{
    if const { S::LANES > T } {
        return visit_tiles::<N, W, _, T>(isa.narrower(), share, count, sample, work);
    }
    isa.vectorize(
        #[inline(always)]
        || {
            for start in (0..count).step_by(T) {
                let part = T.min(count - start);
                let samples: [_; T] = filled(part, |place| sample(start + place));
                let (mut input, mut target) = (Values::ZEROS, Values::ZEROS);
                N::Input::gather(isa, |place| &samples[place].0, &mut input);
                N::Output::gather(isa, |place| &samples[place].1, &mut target);
                let shares = shares(share, part);
                work.visit(
                    Tiled::<S, T>(isa),
                    Samples { input: &input, target: &target, shares: &shares },
                );
            }
        },
    );
}

/// The samples of a tile; the last one fills the places behind it.
#[inline(always)]
fn filled<'a, X, const T: usize>(count: usize, sample: impl Fn(usize) -> &'a X) -> [&'a X; T] {
    core::array::from_fn(|place| sample(place.min(count - 1)))
}

/// The same share for each of `count` samples of a tile, none for the places that are not filled.
#[inline(always)]
fn shares<const T: usize>(share: f32, count: usize) -> Tile<1, T> {
    [core::array::from_fn(|column| if column < count { share } else { 0.0 })]
}
