//! Many samples: whole tiles of them, and what remains.

#[cfg(not(feature = "std"))]
use super::tiles::NARROW;
use super::tiles::{Tiles, WIDE, in_tiles};
use super::{Network, ParametersOf};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Array, Each, Given, Isa, Kernel, OnStack, One, Storage, Tile, Tiled, Values, ValuesOf,
};

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
            let (mut input, mut output) = (Values::zeros(), Values::zeros());
            for (inputs, outputs) in inputs.chunks(T).zip(outputs.chunks_mut(T)) {
                let given = Given { samples: inputs, tile: &mut input };
                N::infer(Tiled::<S, T, P>(isa, storage), parameters, given, &mut output);
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
    /// The number of the first.
    pub(crate) first: usize,
}

impl<N: Network, K: Kernel> Clone for Samples<'_, N, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Network, K: Kernel> Copy for Samples<'_, N, K> {}

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
        work.visit(One(isa), Samples { input, target, shares: &[share], first: place });
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
            let (mut input, mut target) = (Values::zeros(), Values::zeros());
            for start in (0..count).step_by(T) {
                let part = T.min(count - start);
                let samples: [_; T] = filled(part, |place| sample(start + place));
                N::Input::gather(isa, |place| &samples[place].0, P::get_mut(&mut input));
                N::Output::gather(isa, |place| &samples[place].1, P::get_mut(&mut target));
                let mut shares: P::Of<Tile<1, T>> = Values::zeros();
                shares.flat_mut()[..part].fill(share);
                let samples =
                    Samples { input: &input, target: &target, shares: &shares, first: start };
                work.visit(Tiled::<S, T, P>(isa, storage), samples);
            }
        },
    );
}

/// The samples of a tile; the last one fills the places behind it.
#[inline(always)]
fn filled<'a, X, const T: usize>(count: usize, sample: impl Fn(usize) -> &'a X) -> [&'a X; T] {
    let mut samples = [sample(count - 1); T];
    for (place, slot) in samples.iter_mut().enumerate().take(count) {
        *slot = sample(place);
    }
    samples
}
