//! One step, and the loss without one.

use super::Trainer;
use super::mode::Mode;
#[cfg(feature = "std")]
use super::pass::PIECE;
use super::pass::Passes;
use super::shaping::Shaping;
use crate::data::{Batch, Dataset, check_to_learn};
use crate::error::{Error, Quantity};
use crate::executor::{Executor, Library, on_one_sample};
#[cfg(feature = "std")]
use crate::kernel::OneSampleOnHeap;
use crate::kernel::{Call, Level, OneSample, Target, level};
use crate::layers::Noise;
use crate::loss::Loss;
#[cfg(feature = "std")]
use crate::network::{ParametersOf, is_large};
use crate::network::{Trainable, TrainableArchitecture, TrainedOf, is_tiny, of_trained};
use crate::optimizer::{Descent, Memory, Optimizer};

/// So many steps pass from one [flush](Trainer::flush_subnormal) to the next.
const FLUSH_EVERY: usize = 256;

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer, M: Mode> Trainer<N, L, O, M> {
    /// Takes one step on one batch, which is a [`Dataset`]; returns the mean loss where the gradient was taken, which
    /// is before the step.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] if the batch is empty, and an error for a sample that cannot be learned from:
    /// [`Error::NonFiniteSample`], [`Error::Target`], [`Error::TargetSum`], [`Error::NoSuchClass`], [`Error::Weight`],
    /// [`Error::TotalWeight`], [`Error::TargetCount`] and [`Error::WeightCount`]. Nothing changes then.
    ///
    /// [`Error::Diverged`] if the loss or a parameter would not be finite. The network then stays as it was; if it was a
    /// parameter, the optimizer starts over. [`Error::Setting`] before the first step, or [`Error::OptimizerSetting`]
    /// of a schedule, if no step can be taken whatever the samples.
    pub fn step<D>(&mut self, net: &mut N, batch: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { D::DEREFS_TO_SLICE } {
            return self.step(net, batch.slice());
        }
        self.check_settings()?;
        batch.check_lengths()?;
        if const { !D::Target::IS_CLASS && !D::WEIGHTED } {
            return self.step_in(net, &Batch::unchecked(batch));
        }
        check_to_learn(batch, L::TARGETS)?;
        self.step_in(net, &Batch::whole(batch))
    }

    /// The mean loss over the samples, such as those kept back for validation. Nothing is trained.
    ///
    /// # Errors
    ///
    /// Those of [`step`](Self::step) for the samples; [`Error::Diverged`] if the loss is not finite; [`Error::Setting`]
    /// if one of the loss is out of range.
    pub fn evaluate<D>(&self, net: &N, samples: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { D::DEREFS_TO_SLICE } {
            return self.evaluate(net, samples.slice());
        }
        self.loss.check()?;
        check_to_learn(samples, L::TARGETS)?;
        self.loss_of(net, samples)
    }

    /// The mean loss over samples that were checked.
    pub(super) fn loss_of<D>(&self, net: &N, samples: &D) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let passes = Passes::<N, L, M>::new(self.loss, Noise::NONE);
        // Each sample was there when they were checked.
        let mean =
            passes.evaluate(net.parameters(), &Batch::whole(samples)).ok_or(Error::NoSamples)?;
        if mean.is_finite() { Ok(mean) } else { Err(self.diverged(Quantity::Loss)) }
    }

    pub(super) fn step_in<D>(&mut self, net: &mut N, batch: &Batch<'_, D>) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if batch.len() == 0 {
            return Err(Error::NoSamples);
        }
        #[cfg(feature = "std")]
        if batch.len() > PIECE {
            return self.step_along_whole(net, batch, |passes, parameters, gradient| {
                passes.differentiate(parameters, gradient, batch)
            });
        }
        match self.take_step(level(), net, batch) {
            Some(outcome) => self.conclude(outcome),
            None => Err(batch.bad_sample(L::TARGETS)),
        }
    }

    /// A step along the gradient of all samples, which `differentiate` writes. It returns the mean loss; nothing if a
    /// sample is not there, or not finite where that was not known before.
    #[cfg(feature = "std")]
    #[cold]
    pub(super) fn step_along_whole<D>(
        &mut self,
        net: &mut N,
        batch: &Batch<'_, D>,
        differentiate: impl FnOnce(Passes<N, L, M>, &ParametersOf<N>, &mut TrainedOf<N>) -> Option<f32>,
    ) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let call = Call::new(level(), 1, M::IS_STEADY);
        let optimizer = self.scheduled();
        let Self { state, memory, gradient, shaping, loss, steps, noise_seed, .. } = self;
        let passes = Passes::<N, L, M>::on(call, *loss, Noise::of_step(*steps, *noise_seed));
        let mut descent = Descent::new(call, optimizer, state, memory, net.parameters_mut());
        let gradient = gradient.numbers_mut();
        let Some(mean) = differentiate(passes, descent.parameters(), gradient) else {
            descent.leave();
            return Err(batch.bad_sample(L::TARGETS));
        };
        let executor = Library::<OneSample>::of(call);
        let outcome =
            step_along::<N, O, M, _>(executor, &mut descent, call, gradient, *shaping, mean);
        drop(descent);
        self.conclude(outcome)
    }

    /// A step with the instructions of a level, if its samples, its loss and its length allow it: the loss, or what was
    /// not finite; nothing if it was a sample.
    #[inline(always)]
    pub(super) fn take_step<D>(
        &mut self,
        level: Level,
        net: &mut N,
        batch: &Batch<'_, D>,
    ) -> Option<Result<f32, Quantity>>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let call = Call::new(level, 1, M::IS_STEADY);
        #[cfg(feature = "std")]
        if const { is_large::<N>() } {
            let executor = Library::<OneSampleOnHeap>::of(call);
            return self.take_step_with(executor, call, net, batch);
        }
        on_one_sample!(call, M, is_tiny::<N>(), executor => {
            self.take_step_with(executor, call, net, batch)
        })
    }

    /// The same with the executor of the samples that do not go in tiles.
    #[inline(always)]
    fn take_step_with<D, E: Executor>(
        &mut self,
        executor: E,
        call: Call,
        net: &mut N,
        batch: &Batch<'_, D>,
    ) -> Option<Result<f32, Quantity>>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let optimizer = self.scheduled();
        let Self { state, memory, gradient, shaping, loss, steps, noise_seed, .. } = self;
        let passes = Passes::<N, L, M>::on(call, *loss, Noise::of_step(*steps, *noise_seed));
        let mut descent = Descent::new(call, optimizer, state, memory, net.parameters_mut());
        // A penalty or a limit is one of the whole gradient, which is in memory for that.
        let is_needed = N::Architecture::REGULARIZED || shaping.is_some();
        let outcome = passes.step(
            executor,
            &mut descent,
            gradient,
            batch,
            is_needed,
            #[inline(always)]
            |descent, gradient, mean| {
                step_along::<N, O, M, E>(executor, descent, call, gradient, *shaping, mean)
            },
        );
        if outcome.is_none() {
            descent.leave();
        }
        outcome
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
        self.schedule.check()?;
        self.shaping.map_or(Ok(()), Shaping::check)?;
        Error::unless(!self.target_loss.is_nan(), "until", "a number")?;
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
                self.steps = self.steps.saturating_add(1);
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

/// A step along a gradient of the loss `mean`: returns the loss, or what was not finite.
#[inline(always)]
pub(super) fn step_along<N: Trainable, O: Optimizer, M: Mode, E: Executor>(
    executor: E,
    descent: &mut Descent<'_, N, O>,
    call: Call,
    gradient: &mut TrainedOf<N>,
    shaping: Option<Shaping>,
    mean: f32,
) -> Result<f32, Quantity> {
    if !mean.is_finite() {
        descent.leave();
        return Err(Quantity::Loss);
    }
    if const { N::Architecture::REGULARIZED } {
        N::Architecture::regularize(
            descent.parameters(),
            &mut of_trained::<N::Architecture>(gradient),
        );
    }
    if let Some(shaping) = shaping {
        shaping.apply::<N, M>(call, descent.parameters(), gradient);
    }
    if const { is_tiny::<N>() } {
        descent.along(executor, gradient)?;
    } else {
        descent.along(Library::<OneSample>::of(call), gradient)?;
    }
    Ok(mean)
}
