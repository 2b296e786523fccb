use core::ops::Range;

use super::{Dataset, Permutation, check_sample};
use crate::error::Error;
use crate::kernel::{Array, TILE, Target, TargetDomain};
use crate::math::Sum;

/// Some samples of a dataset one after another in an order: what a step is taken on.
#[derive(Debug)]
pub(crate) struct Batch<'a, D: ?Sized> {
    data: &'a D,
    order: Option<Permutation>,
    first: usize,
    count: usize,
    /// Whether it is known that all numbers are finite.
    checked: bool,
}

/// The samples of a tile.
type Samples<'a, D> = [(&'a <D as Dataset>::Input, &'a <D as Dataset>::Target); TILE];

impl<'a, D: Dataset + ?Sized> Batch<'a, D> {
    /// `count` samples from `first` on, in the order given, or else in their own. All were checked before.
    #[inline(always)]
    pub(crate) fn new(data: &'a D, order: Option<Permutation>, first: usize, count: usize) -> Self {
        Self { data, order, first, count, checked: true }
    }

    /// All samples in their own order. They were checked before.
    #[inline(always)]
    pub(crate) fn whole(data: &'a D) -> Self {
        Self::new(data, None, 0, data.len())
    }

    /// The same, of which it is not known whether they are finite. A pass over them sees to it.
    #[inline(always)]
    pub(crate) fn unchecked(data: &'a D) -> Self {
        Self { checked: false, ..Self::whole(data) }
    }

    /// Whether it is known that all numbers are finite.
    #[inline(always)]
    pub(crate) fn is_checked(&self) -> bool {
        self.checked
    }

    /// `count` of these from `first` on.
    #[cfg(feature = "std")]
    pub(crate) fn part(&self, first: usize, count: usize) -> Self {
        Self { first: self.first + first, count, ..*self }
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

    /// A sample, and what its outputs should be.
    #[inline(always)]
    pub(crate) fn sample(&self, place: usize) -> Option<(&'a D::Input, &'a D::Target)> {
        self.data.try_sample(self.place(place))
    }

    /// As many samples from `start` on as a tile has places, if they lie one behind the other.
    #[inline(always)]
    pub(crate) fn run(&self, start: usize, count: usize) -> Option<Samples<'a, D>> {
        if count < TILE
            || self.order.is_some()
            || !(start..start + count).all(|place| self.counts(place))
        {
            return None;
        }
        self.data.run(self.first + start)
    }

    /// Whether a sample counts. The numbers of one that does not must not meet any sum: 0 times infinity is no number.
    #[inline(always)]
    pub(crate) fn counts(&self, place: usize) -> bool {
        !D::WEIGHTED || self.weight(place) > 0.0
    }

    /// Whether any of some samples counts.
    #[inline(always)]
    pub(crate) fn any_counts(&self, mut places: Range<usize>) -> bool {
        !D::WEIGHTED || places.any(|place| self.counts(place))
    }

    /// `count` samples from `start` on, for the places of a tile; the last one fills the places behind it. In place of
    /// those that do not count, one stands that does.
    #[inline(always)]
    pub(crate) fn tile(&self, start: usize, count: usize) -> Option<Samples<'a, D>> {
        let (first, last) = (self.first + start, count - 1);
        let mut places: [usize; TILE] = core::array::from_fn(|place| first + place.min(last));
        if let Some(order) = &self.order {
            places = order.at_tile(&places);
        }
        if const { D::WEIGHTED } {
            let counts = |place: &usize| self.data.weight(*place) > 0.0;
            if let Some(stand_in) = places.iter().copied().find(counts) {
                let others = places.iter_mut().filter(|place| !counts(place));
                others.for_each(|place| *place = stand_in);
            }
        }
        let [.., of_last] = places;
        let mut samples = [self.data.try_sample(of_last)?; TILE];
        for (sample, place) in samples.iter_mut().zip(places).take(last) {
            *sample = self.data.try_sample(place)?;
        }
        Some(samples)
    }

    /// How much each of some samples counts, times `scale`.
    #[inline(always)]
    pub(crate) fn weights(&self, start: usize, scale: f32, weights: &mut [f32]) {
        weights.fill(scale);
        if const { D::WEIGHTED } {
            for (place, weight) in weights.iter_mut().enumerate() {
                *weight *= self.weight(start + place);
            }
        }
    }

    /// How much a sample counts.
    #[inline(always)]
    pub(crate) fn weight(&self, place: usize) -> f32 {
        if const { D::WEIGHTED } { self.data.weight(self.place(place)) } else { 1.0 }
    }

    /// What is wrong with the first sample that cannot be learned from: it is none, if it is not there.
    #[cold]
    pub(crate) fn bad_sample<Y: Array>(&self, domain: TargetDomain) -> Error
    where
        D::Target: Target<Y>,
    {
        let mut places = (0..self.count).map(|place| self.place(place));
        let found = places.try_for_each(|place| check_sample(self.data, place, domain));
        found.err().unwrap_or(Error::NoSamples)
    }

    /// The sum of the weights of all samples.
    #[inline(always)]
    pub(crate) fn total_weight(&self) -> f32 {
        if const { D::WEIGHTED } {
            Sum::of((0..self.count).map(|place| self.weight(place)))
        } else {
            self.count as f32
        }
    }

    /// What a weight is multiplied by to be a share of all. It is 0 if there is no such number, as where no sample
    /// counts.
    #[inline(always)]
    pub(crate) fn scale(&self) -> f32 {
        let scale = 1.0 / self.total_weight();
        // Without weights it is the number of samples.
        if const { !D::WEIGHTED } || scale < f32::INFINITY { scale } else { 0.0 }
    }
}
