#[cfg(feature = "std")]
use std::vec::Vec;

/// An epoch that was just run.
///
/// ```
/// # use std::ops::ControlFlow;
/// # use sinew::prelude::*;
/// # let (line, more) = ([([0.0], [1.0]), ([1.0], [3.0])], [([2.0], [5.0])]);
/// # let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
/// trainer.epochs(3).fit_validated(&mut net, &line, &more, |epoch| {
///     println!("epoch {}: {} in training", epoch.number, epoch.loss);
///     assert_eq!(Some(epoch.watched_loss()), epoch.validation_loss);
///     ControlFlow::Continue(())
/// })?;
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Epoch<'a, N> {
    /// Its number, from 0, since the trainer was made.
    pub number: usize,
    /// The mean loss over all samples, each taken before the step it led to.
    pub loss: f32,
    /// The mean loss over the validation set after the epoch, if there is one.
    pub validation_loss: Option<f32>,
    /// The network after the epoch.
    pub net: &'a N,
}

impl<N> Epoch<'_, N> {
    /// The loss to go by: that of the validation set, if there is one.
    #[must_use]
    pub fn watched_loss(&self) -> f32 {
        self.validation_loss.unwrap_or(self.loss)
    }
}

/// What a training run did. [`Trainer`](crate::Trainer) has an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Report {
    /// The mean loss of the last epoch, over all samples, each taken before the step it led to.
    /// NaN without an epoch, which `serde` writes as none.
    #[cfg_attr(feature = "serde", serde(with = "super::written::loss"))]
    pub loss: f32,
    /// How many epochs were run.
    pub epochs: usize,
    /// Why it stopped.
    pub stop: Stop,
    /// The mean loss of each epoch.
    #[cfg(feature = "std")]
    pub losses: Vec<f32>,
    /// The mean loss over the validation set after each epoch; empty without such a set.
    #[cfg(feature = "std")]
    pub validation_losses: Vec<f32>,
}

/// Why a training run stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Stop {
    /// All epochs were run.
    Finished,
    /// The mean loss of an epoch was at or below the target.
    TargetReached,
    /// Who watched the epochs said so.
    Told,
}

impl Report {
    /// Of no epoch yet.
    pub(super) fn new() -> Self {
        Self {
            loss: f32::NAN,
            epochs: 0,
            stop: Stop::Finished,
            #[cfg(feature = "std")]
            losses: Vec::new(),
            #[cfg(feature = "std")]
            validation_losses: Vec::new(),
        }
    }

    pub(super) fn add<N>(&mut self, epoch: &Epoch<'_, N>) {
        self.loss = epoch.loss;
        self.epochs += 1;
        #[cfg(feature = "std")]
        self.losses.push(epoch.loss);
        #[cfg(feature = "std")]
        self.validation_losses.extend(epoch.validation_loss);
    }
}
