use super::Dataset;
use crate::error::Error;

/// Samples with a weight for each, made by [`Dataset::weighted`].
#[derive(Debug)]
pub struct Weighted<'a, D: ?Sized> {
    pub(super) data: &'a D,
    pub(super) weights: &'a [f32],
}

impl<D: Dataset + ?Sized> Dataset for Weighted<'_, D> {
    type Input = D::Input;
    type Target = D::Target;
    const WEIGHTED: bool = true;

    #[inline(always)]
    fn len(&self) -> usize {
        self.data.len()
    }

    #[inline(always)]
    fn sample(&self, place: usize) -> (&D::Input, &D::Target) {
        self.data.sample(place)
    }

    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&D::Input, &D::Target)> {
        self.data.try_sample(place)
    }

    #[inline(always)]
    fn run<const T: usize>(&self, first: usize) -> Option<[(&D::Input, &D::Target); T]> {
        self.data.run(first)
    }

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
