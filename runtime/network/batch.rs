//! Many samples: whole tiles of them, and what remains.

#[cfg(not(feature = "std"))]
use super::tiles::NARROW;
use super::tiles::{Tiles, WIDE, in_tiles};
use super::{Network, ParametersOf};
use crate::data::{Batch, Dataset};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Array, Each, Given, Isa, Kernel, OnStack, One, Storage, Target, Tile, Tiled, Values, ValuesOf,
    are_finite,
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
    /// What an output should be for samples of another class than its own, where targets are classes.
    const OTHER_CLASS: f32 = 0.0;

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

impl<N: Network, K: Kernel> Samples<'_, N, K> {
    /// Whether they are finite, if that is not known of their batch.
    #[inline(always)]
    fn check<D: Dataset + ?Sized>(self, kernel: K, batch: &Batch<'_, D>) -> Option<()> {
        let (isa, Self { input, target, .. }) = (kernel.isa(), self);
        if batch.is_checked() || are_finite(isa, input.flat()) && are_finite(isa, target.flat()) {
            Some(())
        } else {
            None
        }
    }
}

impl<N: Network, K: Kernel> Clone for Samples<'_, N, K> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<N: Network, K: Kernel> Copy for Samples<'_, N, K> {}

/// Does the work with the samples of a batch; the loss of each has its weight's share in the whole. Nothing is
/// returned if one is not there, or not finite where that was not known before: the others may not be visited then.
#[inline(always)]
pub(crate) fn visit<
    N: Network,
    W: Work<N>,
    S: Isa,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
>(
    isa: S,
    batch: &Batch<'_, D>,
    work: &mut W,
) -> Option<()> {
    let scale = batch.scale();
    let tiled = in_tiles::<N, S>(batch.len());
    if const { Tiles::of::<N, S>().are_wide() } && tiled > 0 {
        visit_tiles::<N, W, S, _, D, WIDE>(isa, OnStack, scale, tiled, batch, work)?;
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<N, S>().are_on_heap() } && tiled > 0 {
        visit_tiles::<N, W, S, _, D, WIDE>(isa, OnHeap, scale, tiled, batch, work)?;
    }
    #[cfg(not(feature = "std"))]
    if const { Tiles::of::<N, S>().are_narrow() } && tiled > 0 {
        visit_tiles::<N, W, S, _, D, NARROW>(isa, OnStack, scale, tiled, batch, work)?;
    }
    for place in tiled..batch.len() {
        let (input, target) = batch.sample(place)?;
        let mut row = N::Output::ZEROS;
        let (target, shares) =
            (target.as_array(W::OTHER_CLASS, &mut row), &[scale * batch.weight(place)]);
        let samples = Samples { input, target, shares, first: batch.before() + place };
        samples.check(One(isa), batch)?;
        work.visit(One(isa), samples);
    }
    Some(())
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn visit_tiles<N, W, S, P, D, const T: usize>(
    isa: S,
    storage: P,
    scale: f32,
    count: usize,
    batch: &Batch<'_, D>,
    work: &mut W,
) -> Option<()>
where
    N: Network,
    W: Work<N>,
    S: Isa,
    P: Storage,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    if const { S::LANES > T } {
        let isa = isa.narrower();
        return visit_tiles::<N, W, _, P, D, T>(isa, storage, scale, count, batch, work);
    }
    isa.vectorize(
        #[inline(always)]
        || {
            let (mut input, mut target) = (Values::zeros(), Values::zeros());
            for start in (0..count).step_by(T) {
                let part = T.min(count - start);
                let (inputs, targets) = (P::get_mut(&mut input), P::get_mut(&mut target));
                match batch.run::<T>(start, part) {
                    Some(samples) => gather::<N, W, S, D, T>(isa, &samples, inputs, targets),
                    None => gather_any::<N, W, S, D, T>(isa, batch, start, part, inputs, targets)?,
                }
                let mut shares: P::Of<Tile<1, T>> = Values::zeros();
                batch.weights(start, scale, &mut shares.flat_mut()[..part]);
                let first = batch.before() + start;
                let samples = Samples { input: &input, target: &target, shares: &shares, first };
                let kernel = Tiled::<S, T, P>(isa, storage);
                samples.check(kernel, batch)?;
                work.visit(kernel, samples);
            }
            Some(())
        },
    )
}

/// Samples and what their outputs should be, side by side.
#[inline(always)]
fn gather<N, W, S, D, const T: usize>(
    isa: S,
    samples: &[(&D::Input, &D::Target); T],
    inputs: &mut <N::Input as Array>::Tile<T>,
    targets: &mut <N::Output as Array>::Tile<T>,
) where
    N: Network,
    W: Work<N>,
    S: Isa,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    N::Input::gather(isa, |place| samples[place].0, inputs);
    D::Target::gather_targets(isa, W::OTHER_CLASS, |place| samples[place].1, targets);
}

/// The same, wherever the samples are, and where they do not fill a tile. A function of its own, so that those that
/// lie one behind the other do not wait for where each is.
#[inline(never)]
fn gather_any<N, W, S, D, const T: usize>(
    isa: S,
    batch: &Batch<'_, D>,
    start: usize,
    count: usize,
    inputs: &mut <N::Input as Array>::Tile<T>,
    targets: &mut <N::Output as Array>::Tile<T>,
) -> Option<()>
where
    N: Network,
    W: Work<N>,
    S: Isa,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let samples = batch.tile::<S, T>(isa, start, count)?;
    isa.vectorize(
        #[inline(always)]
        || gather::<N, W, S, D, T>(isa, &samples, inputs, targets),
    );
    Some(())
}
