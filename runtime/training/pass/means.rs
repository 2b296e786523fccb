//! The mean loss and gradient of a batch, from those of its parts.

use std::vec::Vec;

use crate::math::Sum;

/// The mean loss and gradient of the parts that were added, with what rounding leaves out of the sums.
pub(crate) struct Means {
    loss: Sum,
    gradient: Vec<Sum>,
}

impl Means {
    /// Of no part yet, for so many parameters.
    pub(crate) fn of(parameters: usize) -> Self {
        Self { loss: Sum::ZERO, gradient: std::vec![Sum::ZERO; parameters] }
    }

    /// Adds the means of a part, which is a `share` of the batch.
    pub(crate) fn add(&mut self, loss: f32, gradient: &[f32], share: f32) {
        self.loss.add(loss * share);
        self.gradient.iter_mut().zip(gradient).for_each(|(sum, mean)| sum.add(mean * share));
    }

    /// Writes the gradient of the batch, and returns its loss.
    pub(crate) fn take(&self, gradient: &mut [f32]) -> f32 {
        gradient.iter_mut().zip(&self.gradient).for_each(|(mean, sum)| *mean = sum.value());
        self.loss.value()
    }
}
