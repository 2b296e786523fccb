use std::vec::Vec;

use super::{Dataset, Samples};
use crate::error::Error;

/// Some of the samples, in a random order, with a list of their places: what [`Dataset::hold_out_stratified`] and
/// [`Dataset::folds_stratified`] make.
#[derive(Debug, Clone)]
pub struct Subset<'a, D: ?Sized> {
    data: &'a D,
    places: Vec<usize>,
}

impl<'a, D: ?Sized> Subset<'a, D> {
    pub(super) fn new(data: &'a D, places: Vec<usize>) -> Self {
        Self { data, places }
    }

    /// Where each sample is among all.
    #[must_use]
    pub fn places(&self) -> &[usize] {
        &self.places
    }
}

impl<D: Dataset + ?Sized> Subset<'_, D> {
    /// The samples, one after the other: [`Dataset::samples`].
    #[must_use]
    pub fn iter(&self) -> Samples<'_, Self> {
        self.samples()
    }
}

impl<'a, D: Dataset + ?Sized> IntoIterator for &'a Subset<'_, D> {
    type Item = (&'a D::Input, &'a D::Target);
    type IntoIter = Samples<'a, Subset<'a, D>>;

    fn into_iter(self) -> Self::IntoIter {
        self.samples()
    }
}

impl<D: Dataset + ?Sized> Dataset for Subset<'_, D> {
    type Input = D::Input;
    type Target = D::Target;
    const WEIGHTED: bool = D::WEIGHTED;

    #[inline(always)]
    fn len(&self) -> usize {
        self.places.len()
    }

    #[inline(always)]
    fn sample(&self, place: usize) -> (&D::Input, &D::Target) {
        // Where there is no sample, the dataset says so.
        self.data.sample(self.places.get(place).copied().unwrap_or(usize::MAX))
    }

    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&D::Input, &D::Target)> {
        self.data.try_sample(*self.places.get(place)?)
    }

    #[inline(always)]
    fn weight(&self, place: usize) -> f32 {
        self.places.get(place).map_or(0.0, |place| self.data.weight(*place))
    }

    fn number(&self, place: usize) -> usize {
        self.places.get(place).map_or(place, |place| self.data.number(*place))
    }

    fn check_lengths(&self) -> Result<(), Error> {
        self.data.check_lengths()
    }
}
