#[cfg(feature = "std")]
use std::vec::Vec;

/// What a training run did.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The mean loss of the last epoch, over all samples, each taken before the step it led to.
    /// NaN without an epoch.
    pub loss: f32,
    /// How many epochs were run.
    pub epochs: usize,
    /// Why it stopped.
    pub stop: Stop,
    /// The mean loss of each epoch.
    #[cfg(feature = "std")]
    pub losses: Vec<f32>,
}

/// Why a training run stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stop {
    /// All epochs were run.
    Finished,
    /// The mean loss of an epoch was at or below the target.
    TargetReached,
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
        }
    }

    pub(super) fn add_epoch(&mut self, loss: f32) {
        self.loss = loss;
        self.epochs += 1;
        #[cfg(feature = "std")]
        self.losses.push(loss);
    }
}
