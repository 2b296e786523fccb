//! The mean and the spread of numbers of all samples.

use super::Dataset;
use crate::error::Error;
use crate::kernel::{Values, are_all_finite};
use crate::math::square_root_f64;

/// The mean of some numbers, and the root of the mean of their squared distances from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moments {
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

/// Those of some numbers, of which there is one at least. In double precision, no square of a number overflows or becomes
/// 0, and the mean is as good as exact. Numbers that are all alike have no deviation, however their sum is rounded.
pub(crate) fn moments(numbers: impl Iterator<Item = f32> + Clone) -> Moments {
    let count = numbers.clone().count() as f64;
    let first = numbers.clone().next().map_or(0.0, f64::from);
    // Of the distances from one of them, all of which are 0 if they are alike.
    let distances = numbers.map(|number| f64::from(number) - first);
    let mean = distances.clone().sum::<f64>() / count;
    let squares = distances.map(|distance| (distance - mean) * (distance - mean));
    Moments { mean: first + mean, deviation: square_root_f64(squares.sum::<f64>() / count) }
}

/// Whether there are samples, and the numbers of each that something is to be fitted to are finite.
pub(crate) fn samples_to_fit<'a, D, V>(
    data: &'a D,
    numbers: impl Fn((&'a D::Input, &'a D::Target)) -> &'a V,
) -> Result<(), Error>
where
    D: Dataset + ?Sized,
    V: Values,
{
    data.check_lengths()?;
    if data.is_empty() {
        return Err(Error::NoSamples);
    }
    (0..data.len()).try_for_each(|place| {
        let sample = data.try_sample(place).ok_or(Error::NoSamples)?;
        if are_all_finite(numbers(sample).flat()) {
            return Ok(());
        }
        Err(Error::NonFiniteSample { sample: data.number(place) })
    })
}
