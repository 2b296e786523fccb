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
    /// Of a part, how many samples of the batch are before it, and what all of them weigh.
    part_of: Option<(usize, f32)>,
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
        Self { data, order, first, count, part_of: None }
    }

    /// All samples in their own order.
    #[inline(always)]
    pub(crate) fn whole(data: &'a D) -> Self {
        Self::new(data, None, 0, data.len())
    }

    /// `count` of these from `first` on, of a batch that weighs so much.
    #[cfg(feature = "rayon")]
    pub(crate) fn part(&self, first: usize, count: usize, weight: f32) -> Self {
        let Self { data, order, .. } = *self;
        Self { data, order, first: self.first + first, count, part_of: Some((first, weight)) }
    }

    /// How many samples of the step are before these.
    #[inline(always)]
    pub(crate) fn before(&self) -> usize {
        self.part_of.map_or(0, |(before, _)| before)
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

    /// The sum of the weights of all samples of the step.
    #[inline(always)]
    pub(crate) fn weight(&self) -> f32 {
        if let Some((_, weight)) = self.part_of {
            return weight;
        }
        if const { D::WEIGHTED } {
            (0..self.count).map(|place| self.data.weight(self.place(place))).sum()
        } else {
            self.count as f32
        }
    }
}
