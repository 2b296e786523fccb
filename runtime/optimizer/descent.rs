use core::ops::Range;

use super::{BlocksOf, Memory, Optimizer, RealsOf};
use crate::error::Quantity;
use crate::kernel::{Isa, Part, Rows, Update};
use crate::math::Real;
use crate::network::{ParametersOf, Run, Trainable, TrainedOf, each_run, place_among_trained};

/// No finite parameter overflows by a step that is shorter: it is a quarter of a unit in the last
/// place of the largest number, `2^102`.
const LONGEST_STEP: f32 = 5.070_602_4e30;

/// The parameters while they are where the gradient of a step is taken.
pub(crate) struct Point<'a, N: Trainable, O: Optimizer> {
    optimizer: O,
    memory: &'a mut BlocksOf<O, N::Block<N::Trained>>,
    parameters: &'a mut ParametersOf<N>,
}

impl<'a, N: Trainable, O: Optimizer> Point<'a, N, O> {
    /// Where the optimizer takes the gradient of its next step.
    #[inline(always)]
    pub(crate) fn of_step<S: Isa>(
        isa: S,
        optimizer: O,
        memory: &'a mut BlocksOf<O, N::Block<N::Trained>>,
        parameters: &'a mut ParametersOf<N>,
    ) -> Self {
        let mut point = Self { optimizer, memory, parameters };
        if const { O::LOOKS_AHEAD } {
            point.change(
                isa,
                #[inline(always)]
                |memory, parameter, _| optimizer.look_ahead(memory, parameter),
            );
        }
        point
    }

    #[inline(always)]
    pub(crate) fn parameters(&self) -> &ParametersOf<N> {
        self.parameters
    }

    /// The step along a gradient no number of which is larger in magnitude than `largest_gradient`,
    /// if no parameter can overflow by it. If one can, all parameters are what they were.
    #[inline(always)]
    pub(crate) fn descend<S: Isa>(
        self,
        isa: S,
        state: &mut O::State,
        largest_gradient: f32,
    ) -> Result<Descent<'a, N, O>, Quantity> {
        if self.optimizer.longest_step(state, largest_gradient) < LONGEST_STEP {
            Ok(Descent { point: self, state: *state })
        } else {
            self.leave(isa);
            Err(Quantity::Parameter)
        }
    }

    /// No step: all parameters are what they were.
    #[inline(always)]
    pub(crate) fn leave<S: Isa>(mut self, isa: S) {
        let optimizer = self.optimizer;
        if const { O::LOOKS_AHEAD } {
            self.change(
                isa,
                #[inline(always)]
                |memory, ahead, _| optimizer.look_back(memory, ahead),
            );
        }
    }

    /// Changes each trained parameter and what is remembered of it, in vectors. `change` is told which of the
    /// trained ones they are.
    #[inline(always)]
    fn change<S: Isa>(
        &mut self,
        isa: S,
        change: impl Fn(&mut RealsOf<O, S::Real>, S::Real, Range<usize>) -> S::Real,
    ) {
        let Self { memory, parameters, .. } = self;
        each_run::<N>(
            #[inline(always)]
            |Run { trained, frozen }| {
                for start in trained.clone().step_by(S::LANES) {
                    let part = start..trained.end.min(start + S::LANES);
                    let place = part.start + frozen..part.end + frozen;
                    let mut numbers = O::Memory::load(
                        memory,
                        isa.splat(0.0),
                        #[inline(always)]
                        |block| load(isa, block, part.clone()),
                    );
                    let parameter = load(isa, parameters, place.clone());
                    let after = change(&mut numbers, parameter, part.clone());
                    store(isa, after, parameters, place);
                    O::Memory::store(
                        memory,
                        numbers,
                        #[inline(always)]
                        |numbers, block| store(isa, numbers, block, part.clone()),
                    );
                }
            },
        );
    }
}

/// Numbers of a block, no more than a vector has. Nothing panics: of those that it does not have, they are zero.
#[inline(always)]
fn load<S: Isa>(isa: S, block: &[f32], part: Range<usize>) -> S::Real {
    match block.get(part).and_then(|numbers| numbers.chunks(S::LANES).next()) {
        Some(numbers) => isa.load(numbers),
        None => isa.splat(0.0),
    }
}

/// Puts others in their places, if it has them.
#[inline(always)]
fn store<S: Isa>(isa: S, numbers: S::Real, block: &mut [f32], part: Range<usize>) {
    if let Some(places) = block.get_mut(part).and_then(|places| places.chunks_mut(S::LANES).next())
    {
        isa.store(numbers, places);
    }
}

/// One step of an optimizer: each part of the gradient changes the parameters as it comes.
pub(crate) struct Descent<'a, N: Trainable, O: Optimizer> {
    point: Point<'a, N, O>,
    state: O::State,
}

/// A parameter, and what is remembered of it.
#[derive(Clone, Copy)]
pub(crate) struct Kept<O: Optimizer, R: Real> {
    parameter: R,
    memory: RealsOf<O, R>,
}

impl<N: Trainable, O: Optimizer> Descent<'_, N, O> {
    /// The step along the gradient of all parameters that are trained.
    #[inline(always)]
    pub(crate) fn along<S: Isa>(&mut self, isa: S, gradient: &TrainedOf<N>) {
        let (optimizer, state) = (self.point.optimizer, self.state);
        self.point.change(
            isa,
            #[inline(always)]
            |memory, parameter, part| {
                let gradient = load(isa, gradient, part);
                step(optimizer, state, memory, parameter, gradient)
            },
        );
    }
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

impl<N: Trainable, O: Optimizer> Update for Descent<'_, N, O> {
    type Before<R: Real> = Kept<O, R>;

    #[inline(always)]
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> Kept<O, S::Real> {
        let Point { memory, parameters, .. } = &self.point;
        let trained = rows.moved(place_among_trained::<N>);
        let parameter = part.load(isa, rows, parameters);
        let memory = O::Memory::load(
            memory,
            isa.splat(0.0),
            #[inline(always)]
            |block| part.load(isa, trained, block),
        );
        Kept { parameter, memory }
    }

    #[inline(always)]
    fn update<S: Isa, const R: usize, const C: usize>(
        &mut self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
        before: Kept<O, S::Real>,
        gradient: S::Real,
    ) {
        let Point { optimizer, memory, parameters } = &mut self.point;
        let trained = rows.moved(place_among_trained::<N>);
        let Kept { parameter, memory: mut numbers } = before;
        let after = step(*optimizer, self.state, &mut numbers, parameter, gradient);
        part.store(isa, after, rows, parameters);
        O::Memory::store(
            memory,
            numbers,
            #[inline(always)]
            |numbers, block| part.store(isa, numbers, trained, block),
        );
    }
}
