use super::Dataset;
use super::forward::samples_of_data;
use crate::error::Error;

/// Samples with a weight for each, made by [`Dataset::weighted`].
#[derive(Debug)]
pub struct Weighted<'a, D: ?Sized> {
    pub(super) data: &'a D,
    pub(super) weights: &'a [f32],
}

impl<D: Dataset + ?Sized> Dataset for Weighted<'_, D> {
    samples_of_data!();

    const WEIGHTED: bool = true;

    #[inline(always)]
    fn weight(&self, place: usize) -> f32 {
        self.weights.get(place).map_or(0.0, |weight| weight * self.data.weight(place))
    }

    fn number(&self, place: usize) -> usize {
        self.data.number(place)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        self.data.check_lengths()?;
        let (samples, weights) = (self.data.len(), self.weights.len());
        if samples == weights { Ok(()) } else { Err(Error::WeightCount { samples, weights }) }
    }
}
