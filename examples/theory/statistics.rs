//! Medians, and what lies about them.

/// The median of several runs, and the runs to both sides of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spread {
    pub(crate) least: f64,
    pub(crate) median: f64,
    pub(crate) largest: f64,
}

impl Spread {
    /// If one of the values is NaN, all of it is.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        if values.iter().any(|value| value.is_nan()) {
            return Self { least: f64::NAN, median: f64::NAN, largest: f64::NAN };
        }
        values.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        Self { least: values[0], median: values[last / 2], largest: values[last] }
    }
}

/// The median of an odd number of values.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    Spread::of(values).median
}

/// The largest of all values; NaN if one of them is, or if there is none.
pub(crate) fn largest(values: impl IntoIterator<Item = f64>) -> f64 {
    let larger = |a: f64, b: f64| if a.is_nan() || b <= a { a } else { b };
    values.into_iter().reduce(larger).unwrap_or(f64::NAN)
}

/// The spread of many curves at each of their places.
pub(crate) fn spreads(curves: &[Vec<f64>]) -> Vec<Spread> {
    let shortest = curves.iter().map(Vec::len).min().unwrap_or(0);
    (0..shortest).map(|place| Spread::of(curves.iter().map(|curve| curve[place]))).collect()
}

/// From `first` to `last` in equal ratios.
pub(crate) fn logarithmic(first: f64, last: f64, count: usize) -> Vec<f64> {
    let ratio = (last / first).ln() / (count - 1) as f64;
    (0..count).map(|i| first * (ratio * i as f64).exp()).collect()
}

/// Whole numbers from 0 to `last`, all of the first and then about equally far apart on a logarithmic axis.
#[allow(clippy::cast_sign_loss, reason = "from 0 to `last`")]
pub(crate) fn thinned(last: usize, count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = logarithmic(1.0, last as f64 + 1.0, count)
        .into_iter()
        .map(|place| place.round() as usize - 1)
        .collect();
    places.dedup();
    places
}
