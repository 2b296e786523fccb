use core::ops::Range;

use super::Dataset;

/// The samples of a [`Dataset`], one after the other, made by [`Dataset::samples`].
#[derive(Debug)]
pub struct Samples<'a, D: ?Sized> {
    data: &'a D,
    places: Range<usize>,
}

impl<'a, D: Dataset + ?Sized> Samples<'a, D> {
    pub(super) fn of(data: &'a D) -> Self {
        Self { data, places: 0..data.len() }
    }
}

impl<D: ?Sized> Clone for Samples<'_, D> {
    fn clone(&self) -> Self {
        Self { data: self.data, places: self.places.clone() }
    }
}

impl<'a, D: Dataset + ?Sized> Iterator for Samples<'a, D> {
    type Item = (&'a D::Input, &'a D::Target);

    fn next(&mut self) -> Option<Self::Item> {
        self.data.try_sample(self.places.next()?)
    }

    /// Fewer come where a list of targets is too short.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.places.len()))
    }
}

impl<D: Dataset + ?Sized> DoubleEndedIterator for Samples<'_, D> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.data.try_sample(self.places.next_back()?)
    }
}
