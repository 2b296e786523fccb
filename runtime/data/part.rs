use super::{Dataset, Permutation, Samples};
use crate::error::Error;

/// Some of the samples, in a random order, made by [`Dataset::hold_out`] and [`Dataset::folds`].
#[derive(Debug, Clone)]
pub struct Part<'a, D: ?Sized> {
    pub(super) data: &'a D,
    pub(super) order: Permutation,
    /// Where it begins in the order. From the end of the order it goes on at its start.
    pub(super) first: usize,
    pub(super) len: usize,
    /// How many samples there are in all.
    pub(super) all: usize,
}

impl<'a, D: ?Sized> Part<'a, D> {
    /// All samples but `kept` of them, and those.
    pub(super) fn both(data: &'a D, len: usize, kept: usize, seed: u64) -> (Self, Self) {
        let order = Permutation::new(len, seed, 0);
        let rest = len - kept;
        let part = |first, count| Self { data, order, first, len: count, all: len };
        (part(0, rest), part(rest, kept))
    }

    /// Where a sample of the part is among all. Beyond the part are samples of the other, and beyond all is no place.
    #[inline(always)]
    fn place(&self, place: usize) -> Option<usize> {
        if place >= self.len {
            return None;
        }
        let place = self.first + place;
        Some(self.order.at(if place < self.all { place } else { place - self.all }))
    }
}

impl<D: Dataset + ?Sized> Part<'_, D> {
    /// The samples, one after the other: [`Dataset::samples`].
    #[must_use]
    pub fn iter(&self) -> Samples<'_, Self> {
        self.samples()
    }
}

impl<'a, D: Dataset + ?Sized> IntoIterator for &'a Part<'_, D> {
    type Item = (&'a D::Input, &'a D::Target);
    type IntoIter = Samples<'a, Part<'a, D>>;

    fn into_iter(self) -> Self::IntoIter {
        self.samples()
    }
}

impl<D: Dataset + ?Sized> Dataset for Part<'_, D> {
    type Input = D::Input;
    type Target = D::Target;
    const WEIGHTED: bool = D::WEIGHTED;

    #[inline(always)]
    fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    fn sample(&self, place: usize) -> (&D::Input, &D::Target) {
        // Where there is no sample, the dataset says so.
        self.data.sample(self.place(place).unwrap_or(usize::MAX))
    }

    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&D::Input, &D::Target)> {
        self.data.try_sample(self.place(place)?)
    }

    #[inline(always)]
    fn weight(&self, place: usize) -> f32 {
        self.place(place).map_or(0.0, |place| self.data.weight(place))
    }

    fn number(&self, place: usize) -> usize {
        self.place(place).map_or(place, |place| self.data.number(place))
    }

    fn check_lengths(&self) -> Result<(), Error> {
        self.data.check_lengths()
    }
}
