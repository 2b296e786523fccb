//! The passes forward and back over the samples of a batch, in tiles and one by one.

#[cfg(test)]
mod chosen;
mod goal;
#[cfg(feature = "std")]
mod means;
mod samples;

use core::marker::PhantomData;

use typenum::Unsigned;

use super::mode::Mode;
use crate::data::{Batch, Dataset};
use crate::error::Quantity;
use crate::executor::{Executor, Library, on_library, on_small_tiles};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Call, HAS_VECTORS, ManySamples, OnStack, Storage, TILE, Target, Values, level, library,
};
use crate::layers::Noise;
use crate::loss::{Loss, Score, Scored};
use crate::math::Sum;
use crate::network::{
    Block, ParametersOf, Tiles, TraceOf, Trainable, TrainableArchitecture, TrainedOf, in_tiles,
    is_small,
};
use crate::optimizer::{Descent, Optimizer};
#[cfg(test)]
pub(crate) use chosen::Chosen;
use goal::{Descending, Goal, Gradient, Traced};
#[cfg(feature = "std")]
pub(super) use means::Means;
use samples::{Samples, each_sample, each_tile};

/// A step on one tile is taken as the gradient leaves the registers, if so many parameters are trained. The gradient
/// of fewer stays in the nearest cache.
const FUSED_FROM: usize = 1024;

/// A sum of the gradients of more samples would lose digits: of a million that are alike, it is off by `3e-4`. Where there is
/// a heap for other sums, it is taken piece by piece.
#[cfg(feature = "std")]
pub(super) const PIECE: usize = 128 * TILE;

/// The passes over a batch, for one loss.
pub(crate) struct Passes<N, L, M> {
    loss: L,
    noise: Noise,
    call: Call,
    network: PhantomData<fn() -> (N, M)>,
}

impl<N, L: Copy, M> Clone for Passes<N, L, M> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<N, L: Copy, M> Copy for Passes<N, L, M> {}

impl<N: Trainable, L: Loss<N::Head>, M: Mode> Passes<N, L, M> {
    /// With the instructions of this CPU.
    #[inline(always)]
    pub(crate) fn new(loss: L, noise: Noise) -> Self {
        Self::on(Call::new(level(), 1, M::IS_STEADY), loss, noise)
    }

    /// With the instructions of a call.
    #[inline(always)]
    pub(crate) fn on(call: Call, loss: L, noise: Noise) -> Self {
        Self { loss, noise, call, network: PhantomData }
    }

    /// The mean loss; nothing if a sample is not there.
    pub(crate) fn evaluate<D>(
        self,
        parameters: &ParametersOf<N>,
        batch: &Batch<'_, D>,
    ) -> Option<f32>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let (mut mean, tiled) = (Sum::ZERO, in_tiles(const { Self::tiles() }, batch.len()));
        if const { Self::tiles().are_on_stack() } && tiled > 0 {
            self.evaluate_tiles::<D, OnStack>(parameters, batch, tiled, &mut mean)?;
        }
        #[cfg(feature = "std")]
        if const { Self::tiles().are_on_heap() } && tiled > 0 {
            self.evaluate_tiles::<D, OnHeap>(parameters, batch, tiled, &mut mean)?;
        }
        on_library!(self.call, N, executor => {
            each_sample::<N, L, D, _>(executor, batch, tiled, |samples| {
                mean.add(self.loss_of(executor, parameters, samples));
            })?;
        });
        Some(mean.value())
    }

    /// A function of its own, for its stack.
    #[inline(never)]
    fn evaluate_tiles<D, P: Storage>(
        self,
        parameters: &ParametersOf<N>,
        batch: &Batch<'_, D>,
        tiled: usize,
        mean: &mut Sum,
    ) -> Option<()>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let executor = Library::<ManySamples<P>>::of(self.call);
        each_tile::<N, L, D, P, _>(executor, batch, tiled, |samples| {
            mean.add(self.loss_of(executor, parameters, samples));
        })
    }

    /// The sum of the losses of some samples, each times its share.
    #[inline(always)]
    fn loss_of<E: Executor>(
        self,
        executor: E,
        parameters: &ParametersOf<N>,
        samples: Samples<'_>,
    ) -> f32 {
        let mut trace = N::Architecture::empty_trace::<E::Layout>();
        let noise = self.noise.after(samples.first);
        N::Architecture::trace(executor, parameters, samples.input, noise, &mut trace);
        self.score(executor, samples, &trace, None)
    }

    #[inline(always)]
    fn score<E: Executor>(
        self,
        executor: E,
        samples: Samples<'_>,
        trace: &TraceOf<N, E::Layout>,
        delta: Option<&mut [f32]>,
    ) -> f32 {
        let Samples { target, shares, .. } = samples;
        let scored = Scored { output: N::Architecture::head(trace).flat(), target, shares, delta };
        executor.run::<N::Output, _>(Score {
            loss: self.loss,
            activation: N::Architecture::HEAD,
            scored,
        })
    }

    /// The mean loss, and its gradient as a sum over all samples; nothing if a sample is not there, or not finite where
    /// that was not known before.
    pub(crate) fn differentiate<D>(
        self,
        parameters: &ParametersOf<N>,
        sum: &mut TrainedOf<N>,
        batch: &Batch<'_, D>,
    ) -> Option<f32>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        #[cfg(feature = "std")]
        if batch.len() > PIECE {
            return self.differentiate_in_pieces(parameters, sum, batch);
        }
        library::clear(sum);
        let mut goal = Gradient { parameters, sum, mean: Sum::ZERO };
        let tiled = self.go_through_tiles(batch, &mut goal)?;
        on_library!(self.call, N, executor => {
            each_sample::<N, L, D, _>(executor, batch, tiled, |samples| {
                self.go(executor, samples, &mut goal);
            })?;
        });
        Some(goal.mean.value())
    }

    /// The same of a batch of many samples, in pieces. Each is summed by itself, and what rounding leaves out of the sum
    /// of the pieces is summed too.
    #[cfg(feature = "std")]
    #[cold]
    fn differentiate_in_pieces<D>(
        self,
        parameters: &ParametersOf<N>,
        sum: &mut TrainedOf<N>,
        batch: &Batch<'_, D>,
    ) -> Option<f32>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let mut means = Means::of(sum.len());
        for first in (0..batch.len()).step_by(PIECE) {
            let piece = batch.part(first, PIECE.min(batch.len() - first));
            let loss = self.after(first).differentiate(parameters, sum, &piece)?;
            means.add(loss, sum, batch.scale() * piece.total_weight());
        }
        Some(means.take(sum))
    }

    /// The passes over samples before which there are others in the batch.
    #[cfg(feature = "std")]
    pub(super) fn after(self, samples: usize) -> Self {
        Self { noise: self.noise.after(samples), ..self }
    }

    /// A step along the gradient of all samples, as `step_along` takes it. Of samples that are computed all at once, it is
    /// taken as the gradient leaves the registers, unless the whole gradient `is_needed`. Returns the mean loss, or what
    /// was not finite; nothing if it was a sample.
    #[inline(always)]
    pub(super) fn step<O: Optimizer, D, E: Executor>(
        self,
        executor: E,
        descent: &mut Descent<'_, N, O>,
        gradient: &mut Block<N::Trained>,
        batch: &Batch<'_, D>,
        is_needed: bool,
        step_along: impl FnOnce(&mut Descent<'_, N, O>, &mut TrainedOf<N>, f32) -> Result<f32, Quantity>,
    ) -> Option<Result<f32, Quantity>>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { Self::FUSES_TILES }
            && !is_needed
            && Self::are_a_tile(batch.len())
            && batch.any_counts(0..batch.len())
        {
            let mut goal = Descending::new(descent, gradient, true, Sum::ZERO);
            // None where this CPU computes one sample after the other.
            if self.go_through_tiles(batch, &mut goal)? > 0 {
                return Some(goal.outcome());
            }
        }
        let at_once = !is_needed && batch.len() == 1 && batch.counts(0);
        let (mut tiled, mut mean) = (0, Sum::ZERO);
        if !at_once {
            let sum = gradient.numbers_mut();
            library::clear(sum);
            let mut goal = Gradient { parameters: descent.parameters(), sum, mean };
            tiled = self.go_through_tiles(batch, &mut goal)?;
            mean = goal.mean;
        }
        let mut goal = Descending::new(descent, gradient, at_once, mean);
        if tiled < batch.len() {
            each_sample::<N, L, D, _>(
                executor,
                batch,
                tiled,
                #[inline(always)]
                |samples| self.go(executor, samples, &mut goal),
            )?;
        }
        if at_once {
            return Some(goal.outcome());
        }
        let Descending { descent, gradient, mean, .. } = goal;
        Some(step_along(descent, gradient.numbers_mut(), mean.value()))
    }

    /// Whether a step on one tile is taken as the gradient leaves the registers, so that it need not be in memory.
    const FUSES_TILES: bool =
        N::Trained::USIZE >= FUSED_FROM && !M::IS_STEADY && !cfg!(debug_assertions);

    /// Whether so many samples are one tile.
    #[inline(always)]
    fn are_a_tile(count: usize) -> bool {
        count > 1 && count <= TILE && in_tiles(const { Self::tiles() }, count) == count
    }

    const fn tiles() -> Tiles {
        // Without vectors, tiles are for the same order of sums as elsewhere.
        Tiles::of::<N>(HAS_VECTORS || M::IS_STEADY)
    }

    /// Forward and back through the samples of all tiles; returns how many those are.
    #[inline(always)]
    fn go_through_tiles<D>(self, batch: &Batch<'_, D>, goal: &mut impl Goal<N>) -> Option<usize>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let tiled = in_tiles(const { Self::tiles() }, batch.len());
        if const { Self::tiles().are_on_stack() } && tiled > 0 {
            return self.go_through_tiles_in(OnStack, batch, tiled, goal);
        }
        #[cfg(feature = "std")]
        if const { Self::tiles().are_on_heap() } && tiled > 0 {
            return self.go_through_tiles_in(OnHeap, batch, tiled, goal);
        }
        Some(0)
    }

    /// A function of its own: the stack that tiles need is taken only where there are tiles.
    #[inline(never)]
    fn go_through_tiles_in<D, P: Storage>(
        self,
        storage: P,
        batch: &Batch<'_, D>,
        tiled: usize,
        goal: &mut impl Goal<N>,
    ) -> Option<usize>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { is_small::<N>() && !M::IS_STEADY && !cfg!(debug_assertions) } {
            let done = on_small_tiles!(self.call, storage, executor => {
                each_tile::<N, L, D, P, _>(
                    executor,
                    batch,
                    tiled,
                    #[inline(always)]
                    |samples| self.go(executor, samples, goal),
                )
            });
            return done.map_or(Some(0), |done: Option<()>| done.map(|()| tiled));
        }
        let executor = Library::<ManySamples<P>>::of(self.call);
        each_tile::<N, L, D, P, _>(executor, batch, tiled, |samples| {
            self.go(executor, samples, goal);
        })?;
        Some(tiled)
    }

    /// Forward and back through some samples.
    #[inline(always)]
    fn go<E: Executor>(self, executor: E, samples: Samples<'_>, goal: &mut impl Goal<N>) {
        let parameters = goal.parameters();
        let mut trace = N::Architecture::empty_trace::<E::Layout>();
        let noise = self.noise.after(samples.first);
        N::Architecture::trace(executor, parameters, samples.input, noise, &mut trace);
        let mut deltas = N::Architecture::empty_deltas::<E::Layout>();
        let delta = N::Architecture::head_delta(&mut deltas).flat_mut();
        let loss = self.score(executor, samples, &trace, Some(delta));
        N::Architecture::backpropagate(executor, parameters, &trace, &mut deltas);
        let traced = Traced { trace: &trace, deltas: &deltas };
        goal.take(executor, samples, traced, loss);
    }
}
