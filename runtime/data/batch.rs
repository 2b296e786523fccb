use super::{Dataset, Permutation, check_sample};
use crate::error::Error;
use crate::kernel::{Array, Target};

/// Some samples of a dataset one after another in an order: what a step is taken on.
#[derive(Debug)]
pub(crate) struct Batch<'a, D: ?Sized> {
    data: &'a D,
    order: Option<Permutation>,
    first: usize,
    count: usize,
}

/// A sample in place.
pub(crate) struct Sample<'a, X, T> {
    pub(crate) input: &'a X,
    pub(crate) target: &'a T,
    pub(crate) weight: f32,
}

impl<X, T> Clone for Sample<'_, X, T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<X, T> Copy for Sample<'_, X, T> {}

impl<'a, D: Dataset + ?Sized> Batch<'a, D> {
    /// `count` samples from `first` on, in the order given, or else in their own.
    #[inline(always)]
    pub(crate) fn new(data: &'a D, order: Option<Permutation>, first: usize, count: usize) -> Self {
        Self { data, order, first, count }
    }

    /// All samples in their own order.
    #[inline(always)]
    pub(crate) fn whole(data: &'a D) -> Self {
        Self::new(data, None, 0, data.len())
    }

    /// How many samples.
    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Where a sample is in the dataset.
    #[inline(always)]
    fn place(&self, place: usize) -> usize {
        let place = self.first + place;
        self.order.as_ref().map_or(place, |order| order.at(place))
    }

    /// A sample.
    #[inline(always)]
    pub(crate) fn sample(&self, place: usize) -> Sample<'a, D::Input, D::Target> {
        let place = self.place(place);
        let (input, target) = (self.data.input(place), self.data.target(place));
        Sample { input, target, weight: self.data.weight(place) }
    }

    /// Whether all numbers are finite, and all classes are there.
    pub(crate) fn check<Y: Array>(&self) -> Result<(), Error>
    where
        D::Target: Target<Y>,
    {
        (0..self.count).try_for_each(|place| check_sample(self.data, self.place(place)))
    }

    /// The sum of all weights.
    #[inline(always)]
    pub(crate) fn weight(&self) -> f32 {
        if const { D::WEIGHTED } {
            (0..self.count).map(|place| self.data.weight(self.place(place))).sum()
        } else {
            self.count as f32
        }
    }
}
