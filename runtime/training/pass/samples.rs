//! The samples of a batch as an executor has them, one by one or in tiles.

use crate::data::{Batch, Dataset};
use crate::executor::Executor;
use crate::kernel::{Array, Storage, TILE, Target, TargetDomain, Values};
use crate::loss::Loss;
use crate::network::Trainable;

/// Samples that are computed at once, as an executor has them.
#[derive(Clone, Copy)]
pub(super) struct Samples<'a> {
    pub(super) input: &'a [f32],
    pub(super) target: &'a [f32],
    /// How much the loss of each counts.
    pub(super) shares: &'a [f32],
    /// The number of the first.
    pub(super) first: usize,
}

/// Shows the samples from number `first` on that count, one by one.
#[inline(always)]
pub(super) fn each_sample<N: Trainable, L: Loss<N::Head>, D, E: Executor>(
    executor: E,
    batch: &Batch<'_, D>,
    first: usize,
    mut work: impl FnMut(Samples<'_>),
) -> Option<()>
where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let scale = batch.scale();
    for place in first..batch.len() {
        if !batch.counts(place) {
            continue;
        }
        let (input, target) = batch.sample(place)?;
        let mut row = N::Output::ZEROS;
        let target = target.as_array(L::OTHER_CLASS, &mut row).flat();
        let shares = &[scale * batch.weight(place)];
        let samples = Samples { input: input.flat(), target, shares, first: place };
        check::<N, L, D, E>(executor, batch, samples)?;
        work(samples);
    }
    Some(())
}

/// Shows the first `tiled` samples, tile by tile, but for tiles of samples that do not count.
#[inline(always)]
pub(super) fn each_tile<N: Trainable, L: Loss<N::Head>, D, P: Storage, E: Executor>(
    executor: E,
    batch: &Batch<'_, D>,
    tiled: usize,
    mut work: impl FnMut(Samples<'_>),
) -> Option<()>
where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let scale = batch.scale();
    let mut input: P::Of<<N::Input as Array>::Tile> = Values::zeros();
    let mut target: P::Of<<N::Output as Array>::Tile> = Values::zeros();
    for start in (0..tiled).step_by(TILE) {
        let count = TILE.min(tiled - start);
        if !batch.any_counts(start..start + count) {
            continue;
        }
        let (inputs, targets) = (input.flat_mut(), target.flat_mut());
        match batch.run(start, count) {
            Some(samples) => gather::<N, L, D, E>(executor, &samples, inputs, targets),
            None => gather_any::<N, L, D, E>(executor, batch, start, count, inputs, targets)?,
        }
        let mut shares = [0.0; TILE];
        batch.weights(start, scale, &mut shares[..count]);
        let (input, target, first) = (input.flat(), target.flat(), start);
        let samples = Samples { input, target, shares: &shares, first };
        check::<N, L, D, E>(executor, batch, samples)?;
        work(samples);
    }
    Some(())
}

/// Samples and what their outputs should be, side by side.
#[inline(always)]
fn gather<N: Trainable, L: Loss<N::Head>, D, E: Executor>(
    executor: E,
    samples: &[(&D::Input, &D::Target); TILE],
    inputs: &mut [f32],
    targets: &mut [f32],
) where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    executor.gather::<N::Input>(
        #[inline(always)]
        |place| samples[place].0,
        inputs,
    );
    D::Target::gather(
        executor,
        L::OTHER_CLASS,
        #[inline(always)]
        |place| samples[place].1,
        targets,
    );
}

/// The same, wherever the samples are, and where they do not fill a tile. A function of its own, so that those that
/// lie one behind the other do not wait for where each is.
#[inline(never)]
fn gather_any<N: Trainable, L: Loss<N::Head>, D, E: Executor>(
    executor: E,
    batch: &Batch<'_, D>,
    start: usize,
    count: usize,
    inputs: &mut [f32],
    targets: &mut [f32],
) -> Option<()>
where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let samples = batch.tile(start, count)?;
    executor.vectorize(
        #[inline(always)]
        || gather::<N, L, D, E>(executor, &samples, inputs, targets),
    );
    Some(())
}

/// Whether inputs are finite and targets in the domain of the loss, if that is not known of their batch.
#[inline(always)]
fn check<N: Trainable, L: Loss<N::Head>, D: Dataset + ?Sized, E: Executor>(
    executor: E,
    batch: &Batch<'_, D>,
    Samples { input, target, .. }: Samples<'_>,
) -> Option<()> {
    if batch.is_checked() {
        return Some(());
    }
    let is_known = match const { L::TARGETS } {
        TargetDomain::Numbers => executor.are_finite(target),
        domain if const { E::SAMPLES == 1 } => domain.contains(target),
        domain => domain.contains_tile(target),
    };
    (is_known && executor.are_finite(input)).then_some(())
}
