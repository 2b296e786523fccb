use crate::error::Error;

/// What a schedule remembers of the losses, to reduce the learning rate where they stop falling.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Plateau {
    factor: f32,
    patience: usize,
    best: Option<f32>,
    epochs_since: usize,
    reduced: f32,
}

/// A loss is lower if it is so by this share of the magnitude of the best.
const THRESHOLD: f32 = 1e-4;

/// From here on down, a loss is lower than the best. Below zero that is further from zero.
fn lowered(best: f32) -> f32 {
    best * (1.0 - THRESHOLD.copysign(best))
}

impl Plateau {
    pub(super) const fn new(factor: f32, patience: usize) -> Self {
        Self { factor, patience, best: None, epochs_since: 0, reduced: 1.0 }
    }

    /// The product of all reductions so far.
    pub(super) const fn reduced(self) -> f32 {
        self.reduced
    }

    pub(super) fn observe(&mut self, loss: f32) {
        if loss.is_finite() && self.best.is_none_or(|best| loss < lowered(best)) {
            (self.best, self.epochs_since) = (Some(loss), 0);
            return;
        }
        self.epochs_since = self.epochs_since.saturating_add(1);
        if self.epochs_since > self.patience {
            (self.reduced, self.epochs_since) = (self.reduced * self.factor, 0);
        }
    }

    /// Whether losses can lead to it.
    #[cfg(feature = "std")]
    pub(super) const fn is_possible(self) -> bool {
        self.epochs_since <= self.patience && self.reduced >= 0.0
    }

    /// What is wrong with its settings.
    pub(super) fn check(self) -> Result<(), Error> {
        Error::unless_rate(self.factor, "factor")
    }

    /// Whether all its numbers are finite.
    #[cfg(feature = "std")]
    pub(super) fn is_finite(self) -> bool {
        let best = self.best.unwrap_or(0.0);
        [self.factor, best, self.reduced].iter().all(|number| number.is_finite())
    }
}
