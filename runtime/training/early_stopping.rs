use core::fmt;
use core::ops::ControlFlow;

use super::Epoch;
#[cfg(feature = "serde")]
use super::written::WrittenStopping;
use crate::error::Error;
use crate::network::{Block, Network};

/// Stops when the loss no longer falls, and keeps the parameters that had the lowest.
///
/// It goes by the loss of the validation set, if there is one, and holds a copy of the network's parameters.
///
/// ```
/// use sinew::prelude::*;
///
/// // What is to be learned from twelve samples with noise is soon learned; the rest is noise.
/// let noisy = |x: usize| ([x as f32 / 12.0], [x as f32 / 6.0 + [0.4, -0.5, 0.1, -0.2][x * 7 % 4]]);
/// let training: Vec<_> = (0..12).map(noisy).collect();
/// let validation: Vec<_> = (0..12).map(|x| ([x as f32 / 12.0], [x as f32 / 6.0])).collect();
/// let mut net = network!(1 => 32 tanh => 1);
/// net.reseed(7);
/// let mut best = EarlyStopping::new(20).least_gain(1e-4)?;
/// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.02));
/// let report = trainer.epochs(5000).fit_validated(&mut net, &training, &validation, |epoch| {
///     best.observe(epoch)
/// })?;
/// assert!(report.epochs < 5000);
/// best.restore(&mut net);
/// assert_eq!(trainer.evaluate(&net, &validation)?, best.loss());
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// Training that goes on from a `Checkpoint` stops where it would have stopped if this is kept beside it: clone it, or
/// with the feature `serde` write it to the same file.
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(bound = "", into = "WrittenStopping", try_from = "WrittenStopping")
)]
pub struct EarlyStopping<N: Network> {
    pub(super) patience: usize,
    pub(super) least_gain: f32,
    pub(super) loss: Option<f32>,
    pub(super) waited: usize,
    /// The number of the epoch that had the lowest loss, and the one that comes next.
    pub(super) best_epoch: Option<usize>,
    pub(super) next_epoch: usize,
    pub(super) best: Block<N::Parameters>,
}

impl<N: Network> EarlyStopping<N> {
    /// Stops after `patience` epochs in a row without a lower loss.
    #[must_use]
    pub fn new(patience: usize) -> Self {
        let best = Block::<N::Parameters>::zeros();
        let (loss, best_epoch) = (None, None);
        Self { patience, least_gain: 0.0, loss, waited: 0, best_epoch, next_epoch: 0, best }
    }

    /// Counts a loss as lower only if it is by more than `gain`.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Error;
    ///
    /// network! { struct Net< 2 => 1 >; }
    /// let error = EarlyStopping::<Net>::new(3).least_gain(f32::NAN).unwrap_err();
    /// assert_eq!(error, Error::Setting { name: "least_gain", range: "finite, and not negative" });
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] if it is negative, NaN or infinite.
    pub fn least_gain(self, gain: f32) -> Result<Self, Error> {
        Error::unless_rate(gain, "least_gain")?;
        Ok(Self { least_gain: gain, ..self })
    }

    /// Looks at an epoch, keeps its parameters if it is the best so far, and says whether to go on.
    pub fn observe(&mut self, epoch: &Epoch<'_, N>) -> ControlFlow<()> {
        self.next_epoch = epoch.number;
        self.observe_loss(epoch.net, epoch.watched_loss())
    }

    /// The same for a loop of one's own, or for streams: the network after an epoch, and the loss to go by. One that is
    /// NaN or infinite is no lower than any.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// let mut net = network!(1 => 1);
    /// // So long a step that the loss goes up and down.
    /// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(1.5));
    /// let mut best = EarlyStopping::new(10);
    /// loop {
    ///     trainer.step(&mut net, &line)?;
    ///     let loss = trainer.evaluate(&net, &line)?;
    ///     if best.observe_loss(&net, loss).is_break() {
    ///         break;
    ///     }
    /// }
    /// best.restore(&mut net);
    /// assert_eq!(trainer.evaluate(&net, &line)?, best.loss());
    /// # Ok::<(), sinew::Error>(())
    /// ```
    pub fn observe_loss(&mut self, net: &N, loss: f32) -> ControlFlow<()> {
        let epoch = self.next_epoch;
        self.next_epoch = epoch.saturating_add(1);
        if loss.is_finite() && self.loss.is_none_or(|lowest| loss < lowest - self.least_gain) {
            self.loss = Some(loss);
            self.waited = 0;
            self.best_epoch = Some(epoch);
            self.best.numbers_mut().copy_from_slice(net.parameters());
            return ControlFlow::Continue(());
        }
        self.waited = self.waited.saturating_add(1);
        if self.waited < self.patience { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }

    /// The lowest loss; infinite before the first epoch.
    #[must_use]
    pub fn loss(&self) -> f32 {
        self.loss.unwrap_or(f32::INFINITY)
    }

    /// The number of the epoch that had the lowest loss, whose parameters are kept; none before the first.
    ///
    /// It is the [`Epoch::number`] that [`observe`](Self::observe) was shown. [`observe_loss`](Self::observe_loss) counts by
    /// itself, from 0, or on from the last epoch.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let net = network!(1 => 1);
    /// let mut best = EarlyStopping::new(3);
    /// assert_eq!(best.best_epoch(), None);
    /// for loss in [0.9, 0.4, 0.2, 0.3, f32::NAN, 0.2] {
    ///     _ = best.observe_loss(&net, loss);
    /// }
    /// assert_eq!((best.best_epoch(), best.loss()), (Some(2), 0.2));
    /// ```
    #[must_use]
    pub fn best_epoch(&self) -> Option<usize> {
        self.best_epoch
    }

    /// Gives the network the parameters that had the lowest loss; without an epoch, it stays as it is.
    pub fn restore(&self, net: &mut N) {
        if self.loss.is_some() {
            net.parameters_mut().copy_from_slice(self.best.numbers());
        }
    }
}

impl<N: Network> Clone for EarlyStopping<N> {
    fn clone(&self) -> Self {
        let mut best = Block::<N::Parameters>::zeros();
        best.numbers_mut().copy_from_slice(self.best.numbers());
        Self { best, ..*self }
    }
}

impl<N: Network> fmt::Debug for EarlyStopping<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EarlyStopping")
            .field("patience", &self.patience)
            .field("loss", &self.loss())
            .field("best_epoch", &self.best_epoch)
            .field("waited", &self.waited)
            .finish_non_exhaustive()
    }
}
