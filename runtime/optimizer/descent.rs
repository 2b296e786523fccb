use core::ops::Range;

use super::{BlocksOf, Memory, NumbersOf, Optimizer, RealsOf};
use crate::error::Quantity;
use crate::kernel::{Isa, Part, Rows, Update};
use crate::math::Real;
use crate::network::Block;

/// No finite parameter overflows by a step that is shorter: it is a quarter of a unit in the last
/// place of the largest number, `2^102`.
const LONGEST_STEP: f32 = 5.070_602_4e30;

/// One step of an optimizer: each part of the gradient changes the parameters as it comes.
pub(crate) struct Descent<'a, O: Optimizer, B: Block> {
    optimizer: O,
    state: O::State,
    memory: &'a mut BlocksOf<O, B>,
    parameters: &'a mut NumbersOf<B>,
}

/// A parameter, and what is remembered of it.
#[derive(Clone, Copy)]
pub(crate) struct Kept<O: Optimizer, R: Real> {
    parameter: R,
    memory: RealsOf<O, R>,
}

impl<'a, O: Optimizer, B: Block> Descent<'a, O, B> {
    /// The step along a gradient no number of which is larger in magnitude than `largest_gradient`,
    /// if no parameter can overflow by it.
    #[inline(always)]
    pub(crate) fn start(
        optimizer: O,
        state: &mut O::State,
        memory: &'a mut BlocksOf<O, B>,
        parameters: &'a mut NumbersOf<B>,
        largest_gradient: f32,
    ) -> Result<Self, Quantity> {
        if optimizer.longest_step(state, largest_gradient) < LONGEST_STEP {
            Ok(Self { optimizer, state: *state, memory, parameters })
        } else {
            Err(Quantity::Parameter)
        }
    }

    /// The step along the gradient of all parameters that are trained. The others have none; but weight
    /// decay would change them without.
    #[inline(always)]
    pub(crate) fn along<S: Isa>(
        &mut self,
        isa: S,
        gradient: &NumbersOf<B>,
        is_trained: impl Fn(usize) -> bool,
    ) {
        for start in (0..gradient.len()).step_by(S::LANES) {
            let part = start..gradient.len().min(start + S::LANES);
            if part.clone().all(&is_trained) {
                self.part(isa, gradient, part);
            } else {
                for trained in part.filter(|parameter| is_trained(*parameter)) {
                    self.part(isa, gradient, trained..trained + 1);
                }
            }
        }
    }

    #[inline(always)]
    fn part<S: Isa>(&mut self, isa: S, gradient: &NumbersOf<B>, part: Range<usize>) {
        let kept = self.kept(
            isa,
            #[inline(always)]
            |block| isa.load(&block[part.clone()]),
        );
        self.step(
            kept,
            isa.load(&gradient[part.clone()]),
            #[inline(always)]
            |numbers, block| isa.store(numbers, &mut block[part.clone()]),
        );
    }

    #[inline(always)]
    fn kept<S: Isa>(&self, isa: S, load: impl Fn(&NumbersOf<B>) -> S::Real) -> Kept<O, S::Real> {
        let parameter = load(self.parameters);
        Kept { parameter, memory: O::Memory::load(self.memory, isa.splat(0.0), load) }
    }

    #[inline(always)]
    fn step<R: Real>(
        &mut self,
        kept: Kept<O, R>,
        gradient: R,
        store: impl Fn(R, &mut NumbersOf<B>),
    ) {
        let Kept { parameter, mut memory } = kept;
        let after = self.optimizer.step(self.state, &mut memory, parameter, gradient);
        store(after, self.parameters);
        O::Memory::store(self.memory, memory, store);
    }
}

impl<O: Optimizer, B: Block> Update for Descent<'_, O, B> {
    type Before<R: Real> = Kept<O, R>;

    #[inline(always)]
    fn before<S: Isa, const R: usize, const C: usize>(
        &self,
        isa: S,
        rows: Rows<R, C>,
        part: Part,
    ) -> Kept<O, S::Real> {
        self.kept(
            isa,
            #[inline(always)]
            |block| part.load(isa, rows.of(block)),
        )
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
        self.step(
            before,
            gradient,
            #[inline(always)]
            |numbers, block| part.store(isa, numbers, rows.of_mut(block)),
        );
    }
}
