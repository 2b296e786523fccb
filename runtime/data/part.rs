use super::{Dataset, Permutation};
use crate::error::Error;

/// Some of the samples, in a random order, made by [`Dataset::hold_out`].
#[derive(Debug)]
pub struct Part<'a, D: ?Sized> {
    data: &'a D,
    order: Permutation,
    first: usize,
    len: usize,
}

impl<'a, D: ?Sized> Part<'a, D> {
    /// All samples but `kept` of them, and those.
    pub(super) fn both(data: &'a D, len: usize, kept: usize, seed: u64) -> (Self, Self) {
        let order = Permutation::new(len, seed, 0);
        let rest = len - kept;
        (Self { data, order, first: 0, len: rest }, Self { data, order, first: rest, len: kept })
    }

    /// Where a sample of the part is among all. Beyond the part are samples of the other, and beyond all is no place.
    #[inline(always)]
    fn place(&self, place: usize) -> Option<usize> {
        if place < self.len { Some(self.order.at(self.first + place)) } else { None }
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
