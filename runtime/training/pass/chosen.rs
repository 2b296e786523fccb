//! Gradients and steps on a level, or with an executor, that a test chooses.

use super::super::step::step_along;
use super::Passes;
use super::goal::{Descending, Goal, Gradient};
use super::samples::{Samples, each_sample, each_tile};
use crate::data::Batch;
use crate::executor::{Executor, on_one_sample};
use crate::kernel::{Call, Level, Storage, TILE, level};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::math::Sum;
use crate::network::{Block, ParametersOf, Tiles, Trainable, in_tiles, is_tiny};
use crate::optimizer::{Descent, Sgd};
use crate::training::Mode;

/// A network, its loss and some samples. A step is as long as the gradient.
pub(crate) struct Chosen<'a, N: Trainable, L> {
    pub(crate) net: &'a N,
    pub(crate) loss: L,
    pub(crate) samples: &'a [(N::Input, N::Output)],
}

impl<N: Trainable, L: Loss<N::Head>> Chosen<'_, N, L> {
    fn passes<M: Mode>(&self, level: Level) -> Passes<N, L, M> {
        Passes::on(Call::new(level, 1, M::IS_STEADY), self.loss, Noise::NONE)
    }

    fn batch(&self) -> Batch<'_, [(N::Input, N::Output)]> {
        Batch::whole(self.samples)
    }

    /// Whether so many samples are computed all at once, by an executor of one sample or of a tile.
    pub(crate) fn is_one_group(&self, samples: usize) -> bool {
        let count = self.samples.len();
        let is_one_tile = count <= TILE && in_tiles(Tiles::OnStack, count) == count;
        if samples == 1 { count == 1 } else { is_one_tile }
    }

    /// The mean loss where there is no gradient.
    pub(crate) fn loss<M: Mode>(&self, level: Level) -> f32 {
        self.passes::<M>(level).evaluate(self.net.parameters(), &self.batch()).unwrap()
    }

    /// The mean loss and the gradient.
    pub(crate) fn gradient<M: Mode>(&self, level: Level) -> (f32, Block<N::Trained>) {
        let (mut sums, passes) = (Block::<N::Trained>::zeros(), self.passes::<M>(level));
        let parameters = self.net.parameters();
        let mean = passes.differentiate(parameters, sums.numbers_mut(), &self.batch());
        (mean.unwrap(), sums)
    }

    /// The same with an executor of one sample and one of a tile.
    #[inline(always)]
    pub(crate) fn gradient_with<M: Mode, P: Storage>(
        &self,
        one: impl Executor,
        many: impl Executor,
    ) -> (f32, Block<N::Trained>) {
        let (mut sums, passes) = (Block::<N::Trained>::zeros(), self.passes::<M>(level()));
        let parameters = self.net.parameters();
        let sum = sums.numbers_mut();
        let mut goal = Gradient::<N> { parameters, sum, mean: Sum::ZERO };
        let tiled = in_tiles(Tiles::OnStack, self.samples.len());
        self.through_tiles::<M, P>(passes, many, tiled, &mut goal);
        self.through_others(passes, one, tiled, &mut goal);
        let mean = goal.mean.value();
        (mean, sums)
    }

    #[inline(always)]
    fn through_tiles<M: Mode, P: Storage>(
        &self,
        passes: Passes<N, L, M>,
        executor: impl Executor,
        count: usize,
        goal: &mut impl Goal<N>,
    ) {
        let done = each_tile::<N, L, _, P, _>(
            executor,
            &self.batch(),
            count,
            #[inline(always)]
            |samples: Samples<'_>| passes.go(executor, samples, goal),
        );
        assert_eq!(done, Some(()));
    }

    #[inline(always)]
    fn through_others<M: Mode>(
        &self,
        passes: Passes<N, L, M>,
        executor: impl Executor,
        first: usize,
        goal: &mut impl Goal<N>,
    ) {
        let done = each_sample::<N, L, _, _>(
            executor,
            &self.batch(),
            first,
            #[inline(always)]
            |samples: Samples<'_>| passes.go(executor, samples, goal),
        );
        assert_eq!(done, Some(()));
    }

    /// The parameters after a step along the gradient.
    pub(crate) fn stepped<M: Mode>(&self, level: Level) -> ParametersOf<N> {
        let (mut parameters, mut sums) = self.places();
        let (passes, sum, batch) = (self.passes::<M>(level), &mut sums, self.batch());
        let (state, memory, call) = (&mut (), &mut [], passes.call);
        let mut descent = Descent::<N, _>::new(call, Sgd::new(1.0), state, memory, &mut parameters);
        let outcome = on_one_sample!(call, M, is_tiny::<N>(), executor => {
            passes.step(executor, &mut descent, sum, &batch, false, |descent, gradient, mean| {
                step_along::<N, Sgd, M, _>(executor, descent, call, gradient, None, mean)
            })
        });
        drop(descent);
        assert!(outcome.unwrap().unwrap().is_finite());
        parameters
    }

    /// The same with an executor, if it computes all samples at once.
    #[inline(always)]
    pub(crate) fn stepped_with<M: Mode, P: Storage, E: Executor>(
        &self,
        level: Level,
        executor: E,
    ) -> Option<ParametersOf<N>> {
        if !self.is_one_group(E::SAMPLES) {
            return None;
        }
        let (mut parameters, mut sums) = self.places();
        let passes = self.passes::<M>(level);
        let (state, memory, call) = (&mut (), &mut [], passes.call);
        let mut descent = Descent::<N, _>::new(call, Sgd::new(1.0), state, memory, &mut parameters);
        let mut step = Descending::new(&mut descent, &mut sums, true, Sum::ZERO);
        if E::SAMPLES == 1 {
            self.through_others(passes, executor, 0, &mut step);
        } else {
            self.through_tiles::<M, P>(passes, executor, self.samples.len(), &mut step);
        }
        assert!(step.outcome().is_ok_and(f32::is_finite));
        drop(descent);
        Some(parameters)
    }

    /// The parameters, and a place for their gradient that is not zero.
    fn places(&self) -> (ParametersOf<N>, Block<N::Trained>) {
        let mut sums = Block::<N::Trained>::zeros();
        sums.numbers_mut().fill(f32::NAN);
        (self.net.parameters().clone(), sums)
    }
}
