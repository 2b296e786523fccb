//! How much samples count by their classes, so that those of rare classes are not lost among the others.

use super::Dataset;
use super::forward::samples_of_data;
use crate::error::Error;
use crate::kernel::Class;

/// Samples that count as much as their class does, made by [`Dataset::class_weighted`].
#[derive(Debug)]
pub struct ClassWeighted<'a, D: ?Sized, const C: usize> {
    pub(super) data: &'a D,
    pub(super) weights: [f32; C],
}

impl<D: Dataset<Target: Class> + ?Sized, const C: usize> Dataset for ClassWeighted<'_, D, C> {
    samples_of_data!();

    const WEIGHTED: bool = true;

    /// A class without a weight has none that is a number, which is an error before anything is learned.
    #[inline(always)]
    fn weight(&self, place: usize) -> f32 {
        let Some((_, target)) = self.data.try_sample(place) else { return 0.0 };
        let weight = self.weights.get(target.class()).copied().unwrap_or(f32::NAN);
        weight * self.data.weight(place)
    }

    fn number(&self, place: usize) -> usize {
        self.data.number(place)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        self.data.check_lengths()
    }
}

/// The weights by which `C` classes count alike, from how many samples each has.
pub(super) fn balanced<const C: usize, D>(data: &D) -> Result<[f32; C], Error>
where
    D: Dataset<Target: Class> + ?Sized,
{
    let mut counts = [0; C];
    each_class(data, C, |class| {
        if let Some(count) = counts.get_mut(class) {
            *count += 1;
        }
    })?;
    if let Some(class) = counts.iter().position(|count| *count == 0) {
        return Err(Error::EmptyClass { class });
    }
    let samples = data.len();
    #[allow(clippy::cast_possible_truncation, reason = "a weight has single precision")]
    let weight = |count: usize| (samples as f64 / (C as f64 * count as f64)) as f32;
    Ok(counts.map(weight))
}

/// Visits the class of each sample, all of which are below `classes`.
pub(super) fn each_class<D>(
    data: &D,
    classes: usize,
    mut visit: impl FnMut(usize),
) -> Result<(), Error>
where
    D: Dataset<Target: Class> + ?Sized,
{
    data.check_lengths()?;
    if data.is_empty() {
        return Err(Error::NoSamples);
    }
    for place in 0..data.len() {
        let (_, target) = data.try_sample(place).ok_or(Error::NoSamples)?;
        visit(target.check_class(data.number(place), classes)?);
    }
    Ok(())
}
