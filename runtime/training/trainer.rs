use core::fmt;

use super::permutation::Permutation;
use super::{Report, Schedule, Stop};
use crate::error::{Error, Quantity};
use crate::kernel::{Array, Isa, Sums, dispatch, dispatch_training, largest_magnitude};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::network::{
    Block, Differentiate, Evaluate, Network, Step, Trainable, in_one_group, visit,
};
use crate::optimizer::{BlocksOf, Descent, Memory, Optimizer};

/// Trains a network by gradient descent on a loss, with an optimizer.
///
/// It holds all that training needs besides the network, in buffers as large as its parameters: the
/// gradient, and the optimizer's state. Which network it trains is fixed by its first use.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
/// let report = trainer.epochs(500).full_batch().fit(&mut net, &line)?;
/// assert_eq!(report.epochs, 500);
/// assert!((net.predict(&[3.0])[0] - 7.0).abs() < 1e-3);
/// # Ok::<(), sinew::Error>(())
/// ```
pub struct Trainer<N: Network, L, O: Optimizer> {
    loss: L,
    optimizer: O,
    schedule: Schedule,
    state: O::State,
    memory: BlocksOf<O, N::Block>,
    gradient: N::Block,
    steps: usize,
    epochs_run: usize,
    epochs: usize,
    batch: usize,
    seed: Option<u64>,
    target_loss: f32,
}

impl<N: Network, L, O: Optimizer> Trainer<N, L, O> {
    /// Unless told otherwise: 100 epochs, batches of 32 samples, shuffled by seed 0.
    #[must_use]
    pub fn new(loss: L, optimizer: O) -> Self {
        Self {
            state: optimizer.start(),
            memory: O::Memory::zeros(),
            gradient: N::Block::zeros(),
            loss,
            optimizer,
            schedule: Schedule::constant(),
            steps: 0,
            epochs_run: 0,
            epochs: 100,
            batch: 32,
            seed: Some(0),
            target_loss: f32::NEG_INFINITY,
        }
    }

    /// How often [`fit`](Self::fit) goes through all samples.
    pub fn epochs(&mut self, epochs: usize) -> &mut Self {
        self.epochs = epochs;
        self
    }

    /// Mini-batch descent: a step for every so many samples.
    pub fn batch(&mut self, samples: usize) -> &mut Self {
        self.batch = samples;
        self
    }

    /// Online descent: a step for every sample.
    pub fn online(&mut self) -> &mut Self {
        self.batch(1)
    }

    /// Full-batch descent: one step an epoch, for all samples.
    pub fn full_batch(&mut self) -> &mut Self {
        self.batch(usize::MAX)
    }

    /// Shuffles the samples of each epoch in an order that depends on this seed alone.
    pub fn shuffle(&mut self, seed: u64) -> &mut Self {
        self.seed = Some(seed);
        self
    }

    /// Takes the samples in their own order.
    pub fn in_order(&mut self) -> &mut Self {
        self.seed = None;
        self
    }

    /// Changes the learning rate from step to step, counted from the trainer's first.
    pub fn schedule(&mut self, schedule: Schedule) -> &mut Self {
        self.schedule = schedule;
        self
    }

    /// Stops as soon as the mean loss of an epoch is at or below `loss`.
    pub fn until(&mut self, loss: f32) -> &mut Self {
        self.target_loss = loss;
        self
    }
}

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer> Trainer<N, L, O> {
    /// Takes one step on one batch; returns the mean loss where the gradient was taken, which is
    /// before the step.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] if the batch is empty, [`Error::NonFiniteSample`] or [`Error::Diverged`]
    /// if the loss or a parameter would not be finite. The network then stays as it was; if it was a
    /// parameter, the optimizer starts over.
    pub fn step(&mut self, net: &mut N, batch: &[(N::Input, N::Output)]) -> Result<f32, Error> {
        self.step_on(net, batch.len(), |place| &batch[place])
    }

    /// The mean loss over the samples, such as those kept back for validation. Nothing is trained.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] if there are none; [`Error::NonFiniteSample`] or [`Error::Diverged`] if
    /// the loss is not finite.
    pub fn evaluate(&self, net: &N, samples: &[(N::Input, N::Output)]) -> Result<f32, Error> {
        if samples.is_empty() {
            return Err(Error::NoSamples);
        }
        let sample = |place: usize| &samples[place];
        let (parameters, loss, noise) = (net.parameters(), self.loss, Noise::NONE);
        let mut work = Evaluate::<N, L> { parameters, loss, noise, mean: 0.0 };
        dispatch!(isa => visit(isa, samples.len(), sample, &mut work));
        if work.mean.is_finite() {
            Ok(work.mean)
        } else {
            Err(self.not_finite(samples.len(), sample))
        }
    }

    /// Trains on all samples, epoch after epoch.
    ///
    /// # Errors
    ///
    /// Before the first step: [`Error::NoSamples`], [`Error::EmptyBatch`] if the batch size is 0,
    /// [`Error::NonFiniteSample`]. Later [`Error::Diverged`]: the network is then as the last good
    /// step left it.
    pub fn fit(&mut self, net: &mut N, samples: &[(N::Input, N::Output)]) -> Result<Report, Error> {
        self.check(samples)?;
        let mut report = Report::new();
        while report.epochs < self.epochs {
            report.add_epoch(self.epoch(net, samples)?);
            self.schedule.observe(report.loss);
            if report.loss <= self.target_loss {
                report.stop = Stop::TargetReached;
                break;
            }
        }
        Ok(report)
    }

    fn check(&self, samples: &[(N::Input, N::Output)]) -> Result<(), Error> {
        if samples.is_empty() {
            return Err(Error::NoSamples);
        }
        if self.batch == 0 {
            return Err(Error::EmptyBatch);
        }
        match samples.iter().position(|sample| !is_finite(sample)) {
            Some(sample) => Err(Error::NonFiniteSample { sample }),
            None => Ok(()),
        }
    }

    /// The mean loss of an epoch.
    #[allow(clippy::cast_possible_truncation)]
    fn epoch(&mut self, net: &mut N, samples: &[(N::Input, N::Output)]) -> Result<f32, Error> {
        let epoch = self.epochs_run;
        let order = self.seed.map(|seed| Permutation::new(samples.len(), seed, epoch));
        let sample = |place| &samples[order.map_or(place, |order| order.at(place))];
        let mut total = 0.0;
        let mut start = 0;
        while start < samples.len() {
            let count = self.batch.min(samples.len() - start);
            let loss = self.step_on(net, count, |place| sample(start + place))?;
            total += f64::from(loss) * count as f64;
            start += count;
        }
        self.epochs_run += 1;
        Ok((total / samples.len() as f64) as f32)
    }

    fn step_on<'a>(
        &mut self,
        net: &mut N,
        count: usize,
        sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    ) -> Result<f32, Error>
    where
        N::Input: 'a,
        N::Output: 'a,
    {
        if count == 0 {
            return Err(Error::NoSamples);
        }
        let optimizer = self.optimizer.scaled(self.schedule.factor(self.steps));
        let outcome =
            dispatch_training!(isa => self.step_with(isa, optimizer, net, count, &sample));
        match outcome {
            Ok(loss) => {
                self.steps += 1;
                Ok(loss)
            }
            Err(Quantity::Loss) => Err(self.not_finite(count, sample)),
            Err(quantity) => {
                self.state = self.optimizer.start();
                self.memory = O::Memory::zeros();
                Err(self.diverged(quantity))
            }
        }
    }

    /// One step, if its loss and its length allow it; returns the loss, or what was not finite.
    #[inline(always)]
    fn step_with<'a, S: Isa>(
        &mut self,
        isa: S,
        optimizer: O,
        net: &mut N,
        count: usize,
        sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    ) -> Result<f32, Quantity>
    where
        N::Input: 'a,
        N::Output: 'a,
    {
        let noise = Noise::of_step(self.steps);
        let Self { state, memory, .. } = self;
        let (loss, parameters) = (self.loss, net.parameters_mut());
        // The gradient of penalties is added once to the sum over all samples, which is in memory for that.
        if const { !N::REGULARIZED } && in_one_group::<N, S>(count) {
            let outcome = Ok(0.0);
            let mut work =
                Step::<N, L, O> { parameters, loss, noise, optimizer, state, memory, outcome };
            visit(isa, count, sample, &mut work);
            return work.outcome;
        }
        let gradient = self.gradient.numbers_mut();
        gradient.fill(0.0);
        let parameters = optimizer.point::<N::Block>(memory, net.parameters());
        let mut work = Differentiate::<N, L> { parameters, loss, noise, gradient, mean: 0.0 };
        visit(isa, count, sample, &mut work);
        let mean = work.mean;
        if !mean.is_finite() {
            return Err(Quantity::Loss);
        }
        if const { N::REGULARIZED } {
            N::regularize(isa, parameters, &mut Sums(gradient));
        }
        let largest = largest_magnitude(isa, gradient);
        let parameters = net.parameters_mut();
        let mut descent =
            Descent::<O, N::Block>::start(optimizer, state, memory, parameters, largest)?;
        descent.along(isa, gradient, N::is_trained);
        Ok(mean)
    }

    /// Why the loss of these samples is not finite: one of them is not, or it is too large.
    fn not_finite<'a>(
        &self,
        count: usize,
        sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    ) -> Error
    where
        N::Input: 'a,
        N::Output: 'a,
    {
        match (0..count).find(|place| !is_finite(sample(*place))) {
            Some(sample) => Error::NonFiniteSample { sample },
            None => self.diverged(Quantity::Loss),
        }
    }

    fn diverged(&self, quantity: Quantity) -> Error {
        Error::Diverged { quantity, step: self.steps }
    }
}

fn is_finite((input, target): &(impl Array, impl Array)) -> bool {
    input.flat().iter().chain(target.flat()).all(|number| number.is_finite())
}

impl<N: Network, L: fmt::Debug, O: Optimizer + fmt::Debug> fmt::Debug for Trainer<N, L, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("loss", &self.loss)
            .field("optimizer", &self.optimizer)
            .field("steps", &self.steps)
            .finish_non_exhaustive()
    }
}
