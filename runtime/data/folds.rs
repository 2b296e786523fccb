use core::iter::FusedIterator;

use super::{Dataset, Part, Permutation};
use crate::error::Error;

/// Parts for cross-validation, made by [`Dataset::folds`]: for each fold all other samples, and those of the fold.
#[derive(Debug, Clone)]
pub struct Folds<'a, D: ?Sized> {
    data: &'a D,
    order: Permutation,
    len: usize,
    count: usize,
    fold: usize,
}

impl<'a, D: Dataset + ?Sized> Folds<'a, D> {
    pub(super) fn new(data: &'a D, count: usize, seed: u64) -> Result<Self, Error> {
        let len = data.len();
        check_count(count, len)?;
        Ok(Self { data, order: Permutation::new(len, seed, 0), len, count, fold: 0 })
    }
}

/// What is wrong with a number of folds.
pub(super) fn check_count(count: usize, samples: usize) -> Result<(), Error> {
    Error::unless(
        (2..=samples).contains(&count),
        "folds",
        "at least 2, and at most the number of samples",
    )
}

impl<'a, D: ?Sized> Iterator for Folds<'a, D> {
    type Item = (Part<'a, D>, Part<'a, D>);

    fn next(&mut self) -> Option<Self::Item> {
        let Self { data, order, len, count, fold } = *self;
        if fold == count {
            return None;
        }
        self.fold += 1;
        // The first folds have one more, if they cannot have equally many.
        let (each, more) = (len / count, len % count);
        let start = fold * each + fold.min(more);
        let size = each + usize::from(fold < more);
        let rest = Part { data, order, first: start + size, len: len - size, all: len };
        Some((rest, Part { data, order, first: start, len: size, all: len }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.count - self.fold;
        (left, Some(left))
    }
}

impl<D: ?Sized> ExactSizeIterator for Folds<'_, D> {}

impl<D: ?Sized> FusedIterator for Folds<'_, D> {}
