use super::{Dataset, moments, samples_to_fit};
use crate::error::Error;

/// The mean and the standard deviation of each target of a regression: a network learns best from targets with a mean of 0
/// and a deviation of 1, `y' = (y - mean) / deviation`, and its outputs are scaled back, `y = mean + deviation y'`.
///
/// The deviation is that of the samples, `√(1/n Σ (y - mean)²)`, as in scikit-learn's `StandardScaler`; each sample counts
/// once, whatever its weight. A target that is always the same has a deviation of 1 here, so that it is scaled to 0 and 0 is
/// scaled back to it. It is computed in double precision; what is beyond an `f32` when it is scaled back is infinite.
///
/// Learn it from what is trained on, and not from what is held out. Inputs have the stage `standardize` for it.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::TargetScaling;
///
/// // Prices by area.
/// let samples = [([0.5], [150_000.0]), ([1.0], [250_000.0]), ([1.5], [350_000.0])];
/// let scaling = TargetScaling::of(&samples)?;
/// assert_eq!(scaling.means(), &[250_000.0]);
/// let scaled = samples.map(|(x, y)| (x, scaling.scale(&y)));
/// let mut net = network!(1 => 1);
/// Trainer::new(MeanSquaredError, Adam::new(0.1)).epochs(500).fit(&mut net, &scaled)?;
/// let [price] = scaling.unscale(&net.predict(&[1.25]));
/// assert!((price - 300_000.0).abs() < 1_000.0, "{price}");
///
/// // In firmware, which learned nothing:
/// const SCALING: TargetScaling<1> = match TargetScaling::new([250_000.0], [81_649.658]) {
///     Ok(scaling) => scaling,
///     Err(_) => panic!("a deviation is above 0"),
/// };
/// assert_eq!(SCALING.unscale(&[0.0]), [250_000.0]);
/// assert!((SCALING.deviations()[0] - scaling.deviations()[0]).abs() < 0.01);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetScaling<const O: usize> {
    means: [f64; O],
    deviations: [f64; O],
}

impl<const O: usize> TargetScaling<O> {
    /// From means and deviations that are known.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] if a mean is not finite, or if a deviation is not a finite number above 0.
    pub const fn new(means: [f64; O], deviations: [f64; O]) -> Result<Self, Error> {
        let mut output = 0;
        while output < O {
            let (is_mean, deviation) = (means[output].is_finite(), deviations[output]);
            if let Err(error) = Error::unless(is_mean, "means", "finite") {
                return Err(error);
            }
            let is_deviation = deviation > 0.0 && deviation.is_finite();
            if let Err(error) = Error::unless(is_deviation, "deviations", "finite, and above 0") {
                return Err(error);
            }
            output += 1;
        }
        Ok(Self { means, deviations })
    }

    /// From the targets of samples.
    ///
    /// # Errors
    ///
    /// Those of the samples: [`Error::NoSamples`], [`Error::NonFiniteSample`], and [`Error::TargetCount`] or
    /// [`Error::WeightCount`].
    pub fn of<D: Dataset<Target = [f32; O]> + ?Sized>(samples: &D) -> Result<Self, Error> {
        samples_to_fit(samples, |(_, target)| target)?;
        let mut scaling = Self { means: [0.0; O], deviations: [1.0; O] };
        let both = scaling.means.iter_mut().zip(&mut scaling.deviations);
        for (output, (mean, deviation)) in both.enumerate() {
            let targets = samples.samples().filter_map(|(_, target)| target.get(output).copied());
            let of_targets = moments(targets);
            *mean = of_targets.mean;
            if of_targets.deviation > 0.0 {
                *deviation = of_targets.deviation;
            }
        }
        Ok(scaling)
    }

    /// The mean of each target.
    #[must_use]
    pub const fn means(&self) -> &[f64; O] {
        &self.means
    }

    /// The standard deviation of each target; 1 of one that is always the same.
    #[must_use]
    pub const fn deviations(&self) -> &[f64; O] {
        &self.deviations
    }

    /// Targets as a network is to learn them.
    #[must_use]
    pub fn scale(&self, target: &[f32; O]) -> [f32; O] {
        self.each(target, |y, mean, deviation| (y - mean) / deviation)
    }

    /// What the outputs of a network mean that has learned scaled targets.
    #[must_use]
    pub fn unscale(&self, output: &[f32; O]) -> [f32; O] {
        self.each(output, |y, mean, deviation| mean + deviation * y)
    }

    #[allow(clippy::cast_possible_truncation, reason = "targets and outputs have single precision")]
    fn each(&self, numbers: &[f32; O], change: impl Fn(f64, f64, f64) -> f64) -> [f32; O] {
        let mut changed = *numbers;
        let both = self.means.iter().zip(&self.deviations);
        for (number, (mean, deviation)) in changed.iter_mut().zip(both) {
            *number = change(f64::from(*number), *mean, *deviation) as f32;
        }
        changed
    }
}
