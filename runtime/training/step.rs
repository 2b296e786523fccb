//! One step, and the loss without one.

use super::Trainer;
use super::mode::{Mode, OnIsa};
use super::shaping::Shaping;
use crate::data::{Batch, Dataset, check_to_learn};
use crate::error::{Error, Quantity};
use crate::kernel::{Isa, Sums, Target, largest_magnitude};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::math::Sum;
use crate::network::{
    Block, Differentiate, Evaluate, ParametersOf, Step, Trainable, TrainedOf, in_one_group,
    of_trained, visit,
};
use crate::optimizer::{BlocksOf, Memory, Optimizer, Point};

/// So many steps pass from one [flush](Trainer::flush_subnormal) to the next.
const FLUSH_EVERY: usize = 256;

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer, M: Mode> Trainer<N, L, O, M> {
    /// Takes one step on one batch; returns the mean loss where the gradient was taken, which is
    /// before the step.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] if the batch is empty and [`Error::NonFiniteSample`] if a number in it is not finite:
    /// nothing changes then. [`Error::Diverged`] if the loss or a parameter would not be finite. The network then
    /// stays as it was; if it was a parameter, the optimizer starts over. [`Error::Setting`] before the first step, or
    /// [`Error::OptimizerSetting`] of a schedule, if no step can be taken whatever the samples.
    pub fn step(&mut self, net: &mut N, batch: &[(N::Input, N::Output)]) -> Result<f32, Error> {
        self.step_on(net, batch)
    }

    /// The same on the samples of any [`Dataset`].
    ///
    /// # Errors
    ///
    /// Those of [`step`](Self::step); and [`Error::NoSuchClass`], [`Error::Weight`], [`Error::TotalWeight`],
    /// [`Error::TargetCount`] and [`Error::WeightCount`].
    pub fn step_on<D>(&mut self, net: &mut N, batch: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        self.check_settings()?;
        batch.check_lengths()?;
        if const { !D::Target::IS_CLASS && !D::WEIGHTED } {
            return self.step_in(net, &Batch::unchecked(batch));
        }
        check_to_learn(batch)?;
        self.step_in(net, &Batch::whole(batch))
    }

    /// The mean loss over the samples, such as those kept back for validation. Nothing is trained.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] if there are none; [`Error::NonFiniteSample`] or [`Error::Diverged`] if
    /// the loss is not finite; [`Error::Setting`] if one of the loss is out of range.
    pub fn evaluate(&self, net: &N, samples: &[(N::Input, N::Output)]) -> Result<f32, Error> {
        self.evaluate_on(net, samples)
    }

    /// The same over the samples of any [`Dataset`].
    ///
    /// # Errors
    ///
    /// Those of [`evaluate`](Self::evaluate); and [`Error::NoSuchClass`], [`Error::Weight`], [`Error::TotalWeight`],
    /// [`Error::TargetCount`] and [`Error::WeightCount`].
    pub fn evaluate_on<D>(&self, net: &N, samples: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        self.loss.check()?;
        check_to_learn(samples)?;
        self.loss_of(net, samples)
    }

    /// The mean loss over samples that were checked.
    pub(super) fn loss_of<D>(&self, net: &N, samples: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let (parameters, loss, batch) = (net.parameters(), self.loss, Batch::whole(samples));
        let mean = M::run(Evaluation::<N, L, D> { parameters, loss, batch: &batch });
        if mean.is_finite() { Ok(mean) } else { Err(self.diverged(Quantity::Loss)) }
    }

    pub(super) fn step_in<D>(&mut self, net: &mut N, batch: &Batch<'_, D>) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if batch.len() == 0 {
            return Err(Error::NoSamples);
        }
        let optimizer = self.scheduled();
        match M::run(Taken { trainer: self, optimizer, net, batch }) {
            Some(outcome) => self.conclude(outcome),
            None => Err(batch.bad_sample()),
        }
    }

    /// Whether all settings are in range, which is known from the first time on.
    #[inline(always)]
    pub(super) fn check_settings(&mut self) -> Result<(), Error> {
        if self.checked { Ok(()) } else { self.check_each_setting() }
    }

    #[cold]
    fn check_each_setting(&mut self) -> Result<(), Error> {
        self.optimizer.check()?;
        self.loss.check()?;
        self.shaping.map_or(Ok(()), Shaping::check)?;
        self.checked = true;
        Ok(())
    }

    /// The optimizer as the schedule has it for this step.
    #[inline(always)]
    pub(super) fn scheduled(&self) -> O {
        if self.schedule.is_constant() {
            return self.optimizer;
        }
        self.optimizer.scaled(self.schedule.factor(self.steps))
    }

    /// Counts a step, or says why it was not taken.
    pub(super) fn conclude(&mut self, outcome: Result<f32, Quantity>) -> Result<f32, Error> {
        match outcome {
            Ok(loss) => {
                self.steps += 1;
                if self.steps.is_multiple_of(FLUSH_EVERY) {
                    self.flush_subnormal();
                }
                Ok(loss)
            }
            Err(Quantity::Loss) => Err(self.diverged(Quantity::Loss)),
            Err(quantity) => Err(self.refuse(quantity)),
        }
    }

    /// Makes zeros of the subnormal numbers that the optimizer remembers.
    ///
    /// What keeps a share of itself at each step becomes subnormal where no gradient comes any more, as behind a unit
    /// of `relu` that is always zero, and by rounding stays so for good. Many CPUs take a hundred cycles for a product
    /// with such a number.
    #[cold]
    fn flush_subnormal(&mut self) {
        O::Memory::each_mut(&mut self.memory, |numbers| {
            for number in numbers.iter_mut().filter(|number| number.is_subnormal()) {
                *number = 0.0;
            }
        });
    }

    /// Lets the optimizer start over, and says why a step was refused.
    #[cold]
    fn refuse(&mut self, quantity: Quantity) -> Error {
        self.state = self.optimizer.start();
        self.memory = O::Memory::zeros();
        let optimizer = self.scheduled();
        // Without any gradient it is not the data.
        if optimizer.longest_step(&mut optimizer.start(), 0.0).is_finite() {
            self.diverged(quantity)
        } else {
            Error::OptimizerSetting
        }
    }

    fn diverged(&self, quantity: Quantity) -> Error {
        Error::Diverged { quantity, step: self.steps }
    }
}

/// The loss without a step.
struct Evaluation<'a, N: Trainable, L, D: ?Sized> {
    parameters: &'a ParametersOf<N>,
    loss: L,
    batch: &'a Batch<'a, D>,
}

impl<N, L, D> OnIsa for Evaluation<'_, N, L, D>
where
    N: Trainable,
    L: Loss<N::Head>,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    type Result = f32;

    #[inline(always)]
    fn on<S: Isa>(self, isa: S) -> f32 {
        let Self { parameters, loss, batch } = self;
        let mut work = Evaluate::<N, L> { parameters, loss, noise: Noise::NONE, mean: Sum::ZERO };
        visit(isa, batch, &mut work);
        work.mean.value()
    }
}

/// A step, if its samples, its loss and its length allow it.
pub(super) struct Taken<'a, N: Trainable, L, O: Optimizer, M, D: ?Sized> {
    pub(super) trainer: &'a mut Trainer<N, L, O, M>,
    pub(super) optimizer: O,
    pub(super) net: &'a mut N,
    pub(super) batch: &'a Batch<'a, D>,
}

impl<N, L, O, M, D> OnIsa for Taken<'_, N, L, O, M, D>
where
    N: Trainable,
    L: Loss<N::Head>,
    O: Optimizer,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    /// The loss, or what was not finite; nothing if it was a sample.
    type Result = Option<Result<f32, Quantity>>;

    #[inline(always)]
    fn on<S: Isa>(self, isa: S) -> Self::Result {
        // A penalty or a limit is one of the whole gradient, which is in memory for that.
        let whole = N::REGULARIZED || self.trainer.shaping.is_some();
        if !whole && in_one_group::<N, S>(self.batch.len()) {
            self.at_once(isa)
        } else {
            self.after_the_gradient(isa)
        }
    }
}

impl<N, L, O, M, D> Taken<'_, N, L, O, M, D>
where
    N: Trainable,
    L: Loss<N::Head>,
    O: Optimizer,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    /// The gradient is never in memory.
    #[inline(always)]
    fn at_once<S: Isa>(self, isa: S) -> Option<Result<f32, Quantity>> {
        let Self { trainer, optimizer, net, batch } = self;
        let Trainer { state, memory, loss, steps, .. } = trainer;
        let (parameters, loss, noise) = (net.parameters_mut(), *loss, Noise::of_step(*steps));
        let outcome = Ok(0.0);
        let mut work =
            Step::<N, L, O> { parameters, loss, noise, optimizer, state, memory, outcome };
        visit(isa, batch, &mut work)?;
        Some(work.outcome)
    }

    /// The gradient is summed up first.
    #[inline(always)]
    fn after_the_gradient<S: Isa>(self, isa: S) -> Option<Result<f32, Quantity>> {
        let Self { trainer, optimizer, net, batch } = self;
        let Trainer { state, memory, gradient, shaping, loss, steps, .. } = trainer;
        let (gradient, loss, noise) = (gradient.numbers_mut(), *loss, Noise::of_step(*steps));
        gradient.fill(0.0);
        let point = Ahead::<N, O> { optimizer, memory, net }.on(isa);
        let parameters = point.parameters();
        let mut work = Differentiate::<N, L> { parameters, loss, noise, gradient, mean: Sum::ZERO };
        if visit(isa, batch, &mut work).is_none() {
            point.leave(isa);
            return None;
        }
        let mean = work.mean.value();
        Some(Along { point, state, gradient, shaping: *shaping, mean }.on(isa))
    }
}

/// To where the gradient of the next step is taken.
pub(super) struct Ahead<'a, N: Trainable, O: Optimizer> {
    pub(super) optimizer: O,
    pub(super) memory: &'a mut BlocksOf<O, N::Block<N::Trained>>,
    pub(super) net: &'a mut N,
}

impl<'a, N: Trainable, O: Optimizer> OnIsa for Ahead<'a, N, O> {
    type Result = Point<'a, N, O>;

    #[inline(always)]
    fn on<S: Isa>(self, isa: S) -> Self::Result {
        Point::of_step(isa, self.optimizer, self.memory, self.net.parameters_mut())
    }
}

/// A step along a gradient.
pub(super) struct Along<'a, N: Trainable, O: Optimizer> {
    pub(super) point: Point<'a, N, O>,
    pub(super) state: &'a mut O::State,
    /// That of the loss, taken at the point.
    pub(super) gradient: &'a mut TrainedOf<N>,
    pub(super) shaping: Option<Shaping>,
    /// The mean loss.
    pub(super) mean: f32,
}

impl<N: Trainable, O: Optimizer> OnIsa for Along<'_, N, O> {
    /// The loss, or what was not finite.
    type Result = Result<f32, Quantity>;

    #[inline(always)]
    fn on<S: Isa>(self, isa: S) -> Self::Result {
        let Self { point, state, gradient, shaping, mean } = self;
        if !mean.is_finite() {
            point.leave(isa);
            return Err(Quantity::Loss);
        }
        let parameters = point.parameters();
        if const { N::REGULARIZED } {
            N::regularize(isa, parameters, &mut of_trained::<N>(&mut Sums(gradient)));
        }
        if let Some(shaping) = shaping {
            shaping.apply::<N, S>(isa, parameters, gradient);
        }
        let largest = largest_magnitude(isa, gradient);
        point.descend(isa, state, largest)?.along(isa, gradient);
        Ok(mean)
    }
}
