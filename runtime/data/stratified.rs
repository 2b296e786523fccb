//! Parts of samples in which each class has the share that it has among all.

use std::collections::BTreeMap;
use std::vec::Vec;

use super::by_class::each_class;
use super::folds::check_count;
use super::{Dataset, Permutation, Subset};
use crate::error::Error;
use crate::kernel::Class;

/// The class of each sample, in their order, and how many samples each class has.
struct Classes {
    of_samples: Vec<usize>,
    counts: BTreeMap<usize, usize>,
}

impl Classes {
    fn of<D: Dataset<Target: Class> + ?Sized>(data: &D) -> Result<Self, Error> {
        let mut of_samples = Vec::with_capacity(data.len());
        let mut counts = BTreeMap::new();
        each_class(data, usize::MAX, |class| {
            of_samples.push(class);
            *counts.entry(class).or_insert(0) += 1;
        })?;
        Ok(Self { of_samples, counts })
    }

    /// The places of all samples in the order of a seed, each with its class and how many of the class came before.
    fn shuffled(&self, seed: u64) -> impl Iterator<Item = (usize, usize, usize)> {
        let order = Permutation::new(self.of_samples.len(), seed, 0);
        let mut before = BTreeMap::new();
        (0..self.of_samples.len()).filter_map(move |place| {
            let place = order.at(place);
            let class = *self.of_samples.get(place)?;
            let count = before.entry(class).or_insert(0);
            *count += 1;
            Some((place, class, *count - 1))
        })
    }

    /// How many samples of each class are among `kept` of all: the share of the class, rounded down, and one more for
    /// those classes that lost the most by it, the first of them where several lost as much.
    fn quotas(&self, kept: usize) -> BTreeMap<usize, usize> {
        let all = self.of_samples.len() as u128;
        let share = |count: usize| {
            let product = count as u128 * kept as u128;
            (product / all, product % all)
        };
        let mut lost: Vec<_> =
            self.counts.iter().map(|(class, count)| (share(*count), *class)).collect();
        let whole: u128 = lost.iter().map(|((quota, _), _)| quota).sum();
        lost.sort_by_key(|((_, rest), class)| (core::cmp::Reverse(*rest), *class));
        let quotas = lost.iter().enumerate().map(|(number, ((quota, _), class))| {
            let more = u128::from((number as u128) < kept as u128 - whole);
            #[allow(clippy::cast_possible_truncation, reason = "no more than there are samples")]
            (*class, (quota + more) as usize)
        });
        quotas.collect()
    }
}

/// All samples but `kept` of them, and those.
pub(super) fn hold_out<D>(
    data: &D,
    kept: usize,
    seed: u64,
) -> Result<(Subset<'_, D>, Subset<'_, D>), Error>
where
    D: Dataset<Target: Class> + ?Sized,
{
    let classes = Classes::of(data)?;
    let quotas = classes.quotas(kept);
    let is_held_out = |class, before| quotas.get(&class).is_some_and(|quota| before < *quota);
    let (held_out, rest): (Vec<_>, Vec<_>) =
        classes.shuffled(seed).partition(|(_, class, before)| is_held_out(*class, *before));
    let subset = |samples: Vec<(usize, usize, usize)>| {
        Subset::new(data, samples.into_iter().map(|(place, ..)| place).collect())
    };
    Ok((subset(rest), subset(held_out)))
}

/// Parts for cross-validation, made by [`Dataset::folds_stratified`]: for each fold all other samples, and those of the
/// fold.
#[derive(Debug, Clone)]
pub struct StratifiedFolds<'a, D: ?Sized> {
    data: &'a D,
    /// The places of all samples in a random order, and the fold of each.
    samples: Vec<(usize, usize)>,
    count: usize,
    fold: usize,
}

impl<'a, D: Dataset<Target: Class> + ?Sized> StratifiedFolds<'a, D> {
    /// Samples are dealt out one class after the other, so that neither the folds nor a class in them differ by more than
    /// one.
    pub(super) fn new(data: &'a D, count: usize, seed: u64) -> Result<Self, Error> {
        let classes = Classes::of(data)?;
        check_count(count, data.len())?;
        let mut before = 0;
        let starts = classes.counts.iter().map(|(class, count)| {
            let start = before;
            before += count;
            (*class, start)
        });
        let starts: BTreeMap<_, _> = starts.collect();
        let samples = classes.shuffled(seed).map(|(place, class, number)| {
            let start = starts.get(&class).copied().unwrap_or_default();
            (place, (start + number) % count)
        });
        Ok(Self { data, samples: samples.collect(), count, fold: 0 })
    }
}

impl<'a, D: ?Sized> Iterator for StratifiedFolds<'a, D> {
    type Item = (Subset<'a, D>, Subset<'a, D>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.fold == self.count {
            return None;
        }
        let part = |is_in: bool| {
            let samples = self.samples.iter().filter(|(_, fold)| (*fold == self.fold) == is_in);
            Subset::new(self.data, samples.map(|(place, _)| *place).collect())
        };
        let both = (part(false), part(true));
        self.fold += 1;
        Some(both)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.count - self.fold;
        (left, Some(left))
    }
}

impl<D: ?Sized> ExactSizeIterator for StratifiedFolds<'_, D> {}

impl<D: ?Sized> core::iter::FusedIterator for StratifiedFolds<'_, D> {}
