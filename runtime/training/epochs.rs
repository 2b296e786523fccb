//! Epoch after epoch.

use core::ops::ControlFlow;

use super::mode::Mode;
use super::{Epoch, Report, Stop, Trainer};
use crate::data::{Batch, Dataset, Permutation, check_to_learn};
use crate::error::Error;
use crate::kernel::Target;
use crate::loss::Loss;
use crate::network::Trainable;
use crate::optimizer::Optimizer;

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer, M: Mode> Trainer<N, L, O, M> {
    /// Trains on all samples of a [`Dataset`], epoch after epoch.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let (inputs, classes) = ([[0.0], [1.0]], [0_u8, 1]);
    /// let samples = (&inputs[..], &classes[..]);
    /// let mut net = network!(1 => 1 sigmoid);
    /// let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(1.0));
    /// let before = trainer.step(&mut net, &samples)?;
    /// trainer.schedule(Schedule::cosine(100)).epochs(100).fit(&mut net, &samples)?;
    /// assert!(trainer.evaluate(&net, &samples)? < before);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Before the first step: [`Error::Setting`], [`Error::EmptyBatch`] if the batch size is 0, and those of
    /// [`step`](Self::step) for the samples. Later [`Error::Diverged`]: the network is then as the last good step left
    /// it.
    pub fn fit<D>(&mut self, net: &mut N, samples: &D) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        self.fit_watched(net, samples, |_| ControlFlow::Continue(()))
    }

    /// The same, and calls `watch` after each epoch: for a progress bar, for a measure
    /// of one's own, or to stop with [`ControlFlow::Break`].
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use sinew::prelude::*;
    ///
    /// let inputs = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    /// let classes = [0_u8, 1, 1, 0];
    /// let mut net = network!(2 => 8 tanh => 1 sigmoid);
    /// net.reseed(7);
    /// let mut trainer = Trainer::new(BinaryCrossEntropy, Adam::new(0.1));
    /// let report = trainer.epochs(1000).fit_watched(&mut net, &(&inputs[..], &classes[..]), |epoch| {
    ///     if epoch.loss < 0.1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    /// })?;
    /// assert_eq!(report.stop, Stop::Told);
    /// assert!(report.epochs < 1000);
    /// # use sinew::Stop;
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit`](Self::fit).
    pub fn fit_watched<D>(
        &mut self,
        net: &mut N,
        samples: &D,
        watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { D::DEREFS_TO_SLICE } {
            return self.fit_watched(net, samples.slice(), watch);
        }
        self.run(net, samples, Self::step_in, |_, _| Ok(None), watch)
    }

    /// The same, and measures the loss over other samples after each epoch, from which nothing is learned: the
    /// validation set. [`EarlyStopping`](crate::EarlyStopping) and
    /// [`Schedule::reduce_on_plateau`](crate::Schedule::reduce_on_plateau) then go by that loss.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use sinew::prelude::*;
    ///
    /// let wave: Vec<_> = (0..100).map(|x| ([x as f32 / 50.0], [(x as f32 / 16.0).sin()])).collect();
    /// let (training, validation) = wave.split_at(80);
    /// let mut net = network!(1 => 16 tanh => 1);
    /// net.reseed(7);
    /// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.01));
    /// let mut losses = Vec::new();
    /// trainer.epochs(50).fit_validated(&mut net, training, validation, |epoch| {
    ///     losses.extend(epoch.validation_loss);
    ///     ControlFlow::Continue(())
    /// })?;
    /// assert_eq!(losses.len(), 50);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit`](Self::fit), of either set.
    pub fn fit_validated<D, V>(
        &mut self,
        net: &mut N,
        samples: &D,
        validation: &V,
        watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
        V: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        if const { D::DEREFS_TO_SLICE } {
            return self.fit_validated(net, samples.slice(), validation, watch);
        }
        if const { V::DEREFS_TO_SLICE } {
            return self.fit_validated(net, samples, validation.slice(), watch);
        }
        check_to_learn(validation, L::TARGETS)?;
        let validate = |trainer: &Self, net: &N| trainer.loss_of(net, validation).map(Some);
        self.run(net, samples, Self::step_in, validate, watch)
    }

    /// Epoch after epoch, whatever a step is.
    pub(super) fn run<D>(
        &mut self,
        net: &mut N,
        samples: &D,
        step: impl Fn(&mut Self, &mut N, &Batch<'_, D>) -> Result<f32, Error>,
        validate: impl Fn(&Self, &N) -> Result<Option<f32>, Error>,
        mut watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        self.check_settings()?;
        check_to_learn(samples, L::TARGETS)?;
        if self.batch == 0 {
            return Err(Error::EmptyBatch);
        }
        let mut report = Report::new();
        while report.epochs < self.epochs {
            let number = self.epochs_run;
            let loss = self.epoch(net, samples, &step)?;
            let validation_loss = validate(self, net)?;
            let epoch = Epoch { number, loss, validation_loss, net };
            self.schedule.observe(epoch.watched_loss());
            report.add(&epoch);
            if watch(&epoch).is_break() {
                report.stop = Stop::Told;
                break;
            }
            if loss <= self.target_loss {
                report.stop = Stop::TargetReached;
                break;
            }
        }
        Ok(report)
    }

    /// The mean loss of an epoch.
    #[allow(clippy::cast_possible_truncation)]
    fn epoch<D>(
        &mut self,
        net: &mut N,
        samples: &D,
        step: impl Fn(&mut Self, &mut N, &Batch<'_, D>) -> Result<f32, Error>,
    ) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let (len, epoch) = (samples.len(), self.epochs_run);
        let order = self.seed.map(|seed| Permutation::new(len, seed, epoch));
        let (mut total, mut weight, mut start) = (0.0, 0.0, 0);
        while start < len {
            let batch = Batch::new(samples, order, start, self.batch.min(len - start));
            let loss = step(self, net, &batch)?;
            let batch_weight = f64::from(batch.total_weight());
            total += f64::from(loss) * batch_weight;
            weight += batch_weight;
            start += batch.len();
        }
        self.epochs_run = self.epochs_run.saturating_add(1);
        Ok((total / weight) as f32)
    }
}
