//! One step of an optimizer on the parameters of a network.

use core::ops::Range;

use super::bounds::LONGEST_STEP;
use super::{BlocksOf, Memory, Optimizer, RealsOf, decay_all};
use crate::error::Quantity;
use crate::executor::{Executor, Library, Move};
use crate::kernel::{
    Call, Isa, OneSample, Sink, SinkPart, TILE, load, store, visit_bias_gradient,
    visit_weight_gradient,
};
use crate::math::Real;
use crate::network::{
    ParametersOf, Run, Trainable, TrainableArchitecture, TrainedOf, each_run, place_among_trained,
};

/// Parameters one behind the other, and what the optimizer `O` remembers of them.
pub struct Slices<'a, O: Optimizer> {
    pub(super) parameters: &'a mut [f32],
    pub(super) memory: <O::Memory as Memory>::Slices<'a>,
}

/// What becomes of parameters in the course of a step.
#[derive(Debug, Clone, Copy)]
pub enum Motion<'a> {
    /// They move to where the gradient is taken.
    Ahead,
    /// They move back from there.
    Back,
    /// They move along a gradient that was taken there.
    Along(&'a [f32]),
}

impl<O: Optimizer> Slices<'_, O> {
    /// Moves all parameters.
    #[inline(always)]
    pub(crate) fn move_all<S: Isa>(
        self,
        isa: S,
        optimizer: O,
        state: O::State,
        motion: Motion<'_>,
    ) {
        match motion {
            Motion::Ahead if const { O::LOOKS_AHEAD } => self.change(
                isa,
                None,
                #[inline(always)]
                |memory, parameter, _| optimizer.look_ahead(memory, parameter),
            ),
            Motion::Back if const { O::LOOKS_AHEAD } => self.change(
                isa,
                None,
                #[inline(always)]
                |memory, ahead, _| optimizer.look_back(memory, ahead),
            ),
            Motion::Along(gradient) => self.change(
                isa,
                Some(gradient),
                #[inline(always)]
                |memory, ahead, gradient| step(optimizer, state, memory, ahead, gradient),
            ),
            Motion::Ahead | Motion::Back => (),
        }
    }

    /// Changes each parameter and what is remembered of it, in vectors, by its gradient if there is one.
    #[inline(always)]
    fn change<S: Isa>(
        self,
        isa: S,
        gradient: Option<&[f32]>,
        change: impl Fn(&mut RealsOf<O, S::Real>, S::Real, S::Real) -> S::Real,
    ) {
        let gradient = gradient.unwrap_or_default();
        let Self { parameters, mut memory } = self;
        let (mut start, mut vectors) = (0, parameters.chunks_exact_mut(S::LANES));
        for parameters in &mut vectors {
            let place = start..start + S::LANES;
            change_part::<S, O, _>(isa, parameters, &mut memory, gradient, place, &change);
            start += S::LANES;
        }
        let rest = vectors.into_remainder();
        if !rest.is_empty() {
            let place = start..start + rest.len();
            change_part::<S, O, _>(isa, rest, &mut memory, gradient, place, &change);
        }
    }
}

/// Changes as many parameters as a vector has lanes, or fewer, whose place among all is `place`.
#[inline(always)]
fn change_part<S: Isa, O: Optimizer, F>(
    isa: S,
    parameters: &mut [f32],
    memory: &mut <O::Memory as Memory>::Slices<'_>,
    gradient: &[f32],
    place: Range<usize>,
    change: &F,
) where
    F: Fn(&mut RealsOf<O, S::Real>, S::Real, S::Real) -> S::Real,
{
    let gradient = load(isa, gradient, place.clone());
    let mut remembered = O::Memory::load(memory, isa, place.clone());
    // Not called through the reference: that call is not always inlined, and would lose the instructions of the level.
    let after = (*change)(&mut remembered, isa.load(parameters), gradient);
    isa.store(after, parameters);
    O::Memory::store(memory, isa, place, remembered);
}

/// One parameter after the step, from where the gradient was taken.
#[inline(always)]
fn step<O: Optimizer, R: Real>(
    optimizer: O,
    state: O::State,
    memory: &mut RealsOf<O, R>,
    ahead: R,
    gradient: R,
) -> R {
    let parameter = optimizer.look_back(memory, ahead);
    optimizer.step(state, memory, parameter, gradient)
}

/// The parameters of a network while they are where the gradient of a step is taken.
pub(crate) struct Descent<'a, N: Trainable, O: Optimizer> {
    call: Call,
    optimizer: O,
    state: &'a mut O::State,
    memory: <O::Memory as Memory>::Slices<'a>,
    parameters: &'a mut ParametersOf<N>,
    /// Whether the parameters are ahead, and no step was allowed.
    is_ahead: bool,
}

/// Samples are a user's: where one panics, no step is taken.
impl<N: Trainable, O: Optimizer> Drop for Descent<'_, N, O> {
    #[inline(always)]
    fn drop(&mut self) {
        self.leave();
    }
}

impl<'a, N: Trainable, O: Optimizer> Descent<'a, N, O> {
    /// Moves the parameters to where the optimizer takes the gradient of its next step.
    #[inline(always)]
    pub(crate) fn new(
        call: Call,
        optimizer: O,
        state: &'a mut O::State,
        memory: &'a mut BlocksOf<O, N::Trained>,
        parameters: &'a mut ParametersOf<N>,
    ) -> Self {
        let memory = O::Memory::slices(memory);
        let is_ahead = O::LOOKS_AHEAD;
        let mut descent = Self { call, optimizer, state, memory, parameters, is_ahead };
        if const { O::LOOKS_AHEAD } {
            descent.move_all(Library::<OneSample>::of(call), |_| Motion::Ahead);
        }
        descent
    }

    #[inline(always)]
    pub(crate) fn parameters(&self) -> &ParametersOf<N> {
        self.parameters
    }

    /// Whether no parameter can overflow by a step along a gradient no number of which is larger in magnitude than
    /// `largest_gradient`. If one can, all parameters are what they were.
    #[inline(always)]
    pub(crate) fn allow(&mut self, largest_gradient: f32) -> Result<(), Quantity> {
        if self.optimizer.longest_step(self.state, largest_gradient) < LONGEST_STEP {
            self.is_ahead = false;
            if const { O::DECAYS_WEIGHTS } {
                self.decay_weights();
            }
            return Ok(());
        }
        self.leave();
        Err(Quantity::Parameter)
    }

    /// Shrinks the weights of dense layers. No gradient is taken at them any more, but the step along it.
    fn decay_weights(&mut self) {
        let Self { call, optimizer, parameters, .. } = self;
        let share = optimizer.decay_of_weights();
        N::Architecture::each_weights(&mut |place| {
            decay_all(*call, share, parameters.get_mut(place).unwrap_or_default());
        });
    }

    /// No step: all parameters are what they were.
    #[inline(always)]
    pub(crate) fn leave(&mut self) {
        if const { O::LOOKS_AHEAD } && self.is_ahead {
            self.is_ahead = false;
            self.move_all(Library::<OneSample>::of(self.call), |_| Motion::Back);
        }
    }

    /// The step along the gradient of all parameters that are trained, if it is allowed.
    #[inline(always)]
    pub(crate) fn along<E: Executor>(
        &mut self,
        executor: E,
        gradient: &TrainedOf<N>,
    ) -> Result<(), Quantity> {
        self.allow(executor.largest_magnitude(gradient))?;
        self.move_all(executor, |trained| Motion::Along(gradient.get(trained).unwrap_or_default()));
        Ok(())
    }

    /// Moves all trained parameters.
    #[inline(always)]
    fn move_all<'g, E: Executor>(
        &mut self,
        executor: E,
        motion: impl Fn(Range<usize>) -> Motion<'g>,
    ) {
        let Self { optimizer, state, memory, parameters, .. } = self;
        each_run::<N::Architecture>(
            #[inline(always)]
            |Run { trained, frozen }| {
                let (first, count) = (trained.start, trained.len());
                let place = first + frozen..first + frozen + count;
                let parameters = parameters.get_mut(place).unwrap_or_default();
                let memory = O::Memory::part(memory, first, count);
                let slices = Slices { parameters, memory };
                let motion = motion(trained);
                executor.run::<[f32; TILE], _>(Move {
                    optimizer: *optimizer,
                    state: **state,
                    motion,
                    slices,
                });
            },
        );
    }
}

/// Each part of the gradient changes the parameters as it comes, once the step is [allowed](Descent::allow).
impl<N: Trainable, O: Optimizer> Sink for Descent<'_, N, O> {
    type Part<'a>
        = DescentPart<'a, O>
    where
        Self: 'a;

    #[inline(always)]
    fn part(&mut self, first: usize, count: usize) -> Option<DescentPart<'_, O>> {
        let parameters = self.parameters.get_mut(first..first + count)?;
        let memory =
            O::Memory::part(&mut self.memory, place_among_trained::<N::Architecture>(first), count);
        let slices = Slices { parameters, memory };
        Some(DescentPart { optimizer: self.optimizer, state: *self.state, slices })
    }
}

/// The step of parameters one behind the other.
pub(crate) struct DescentPart<'a, O: Optimizer> {
    optimizer: O,
    state: O::State,
    slices: Slices<'a, O>,
}

/// A parameter, and what is remembered of it.
#[derive(Clone, Copy)]
pub(crate) struct Kept<O: Optimizer, R: Real> {
    parameter: R,
    memory: RealsOf<O, R>,
}

impl<O: Optimizer> SinkPart for DescentPart<'_, O> {
    type Before<R: Real> = Kept<O, R>;

    #[inline(always)]
    fn before<S: Isa>(&self, isa: S, place: Range<usize>) -> Kept<O, S::Real> {
        let memory = O::Memory::load(&self.slices.memory, isa, place.clone());
        Kept { parameter: load(isa, self.slices.parameters, place), memory }
    }

    #[inline(always)]
    fn update<S: Isa>(
        &mut self,
        isa: S,
        place: Range<usize>,
        before: Kept<O, S::Real>,
        gradient: S::Real,
    ) {
        let Kept { parameter, mut memory } = before;
        let after = step(self.optimizer, self.state, &mut memory, parameter, gradient);
        store(isa, after, self.slices.parameters, place.clone());
        O::Memory::store(&mut self.slices.memory, isa, place, memory);
    }

    fn weight_gradient(&mut self, call: Call, input: &[f32], delta: &[f32]) {
        visit_weight_gradient(self, call, input, delta);
    }

    fn bias_gradient(&mut self, call: Call, delta: &[f32]) {
        visit_bias_gradient(self, call, delta);
    }
}
