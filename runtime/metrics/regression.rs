use super::predict_each;
use crate::data::Dataset;
use crate::error::Error;
use crate::math::square_root_f64;
use crate::network::Network;

/// How far outputs are from their targets.
///
/// Each measure is the mean of that of each output, as in scikit-learn; [`of_output`](Self::of_output) has those of
/// one. Sums are taken in double precision.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::Regression;
///
/// // Predicts what it is given.
/// let mut net = network!(1 => 1);
/// net.parameters_mut()[0] = 1.0;
/// let samples = [([2.5], [3.0]), ([0.0], [-0.5]), ([2.0], [2.0]), ([8.0], [7.0])];
/// let regression = Regression::of(&net, &samples)?;
/// assert_eq!(regression.mean_absolute_error(), 0.5);
/// assert!((regression.root_mean_squared_error() - 0.612).abs() < 1e-3);
/// assert!((regression.r_squared() - 0.949).abs() < 1e-3);
/// // The network has one output.
/// assert_eq!(regression.of_output(0), Some(regression));
/// assert_eq!(regression.of_output(1), None);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regression<const O: usize> {
    samples: usize,
    sums: [Sums; O],
}

/// Sums over all samples of one output.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sums {
    /// `Σ |a - y|`.
    absolute: f64,
    /// `Σ (a - y)²`.
    squared: f64,
    /// The mean `ȳ` of the targets so far.
    mean: f64,
    /// `Σ (y - ȳ)²`.
    spread: f64,
}

impl<const O: usize> Regression<O> {
    /// Compares the outputs for each sample with its targets.
    ///
    /// # Errors
    ///
    /// Those of the samples, [`Error::NoSamples`], [`Error::NonFiniteSample`], [`Error::TargetCount`],
    /// [`Error::WeightCount`] and [`Error::Weight`]; [`Error::NonFiniteOutput`].
    pub fn of<N, D>(net: &N, samples: &D) -> Result<Self, Error>
    where
        N: Network<Output = [f32; O]>,
        D: Dataset<Input = N::Input, Target = [f32; O]> + ?Sized,
    {
        let sums = [const { Sums { absolute: 0.0, squared: 0.0, mean: 0.0, spread: 0.0 } }; O];
        let mut regression = Self { samples: 0, sums };
        predict_each(net, samples, |target, output| regression.add(target, output))?;
        Ok(regression)
    }

    fn add(&mut self, target: &[f32; O], output: &[f32; O]) {
        self.samples += 1;
        for (sums, (target, output)) in self.sums.iter_mut().zip(target.iter().zip(output)) {
            sums.add(f64::from(*target), f64::from(*output), self.samples as f64);
        }
    }

    /// The measures of one output; nothing if there is no such output.
    #[must_use]
    pub fn of_output(&self, output: usize) -> Option<Regression<1>> {
        let sums = [*self.sums.get(output)?];
        Some(Regression { samples: self.samples, sums })
    }

    /// The coefficient of determination, `R² = 1 - Σ (a - y)² / Σ (y - ȳ)²` with `ȳ` the mean of the targets: 1
    /// if all outputs are right, 0 if they are no better than `ȳ`, less if they are worse.
    ///
    /// Where all targets are alike, it is 1 if all outputs are right and 0 if not. Of one sample it is NaN.
    #[must_use]
    pub fn r_squared(&self) -> f32 {
        if self.samples < 2 {
            return f32::NAN;
        }
        self.mean(|sums| match sums {
            Sums { spread: 0.0, squared, .. } => f64::from(u8::from(*squared == 0.0)),
            Sums { spread, squared, .. } => 1.0 - squared / spread,
        })
    }

    /// `1/n Σ |a - y|`.
    #[must_use]
    pub fn mean_absolute_error(&self) -> f32 {
        self.mean(|sums| sums.absolute / self.samples as f64)
    }

    /// `√(1/n Σ (a - y)²)`.
    #[must_use]
    pub fn root_mean_squared_error(&self) -> f32 {
        self.mean(|sums| square_root_f64(sums.squared / self.samples as f64))
    }

    #[allow(clippy::cast_possible_truncation, reason = "outputs have single precision too")]
    fn mean(&self, measure: impl Fn(&Sums) -> f64) -> f32 {
        (self.sums.iter().map(measure).sum::<f64>() / O as f64) as f32
    }
}

impl Sums {
    /// Takes sample number `samples`, from 1 on (Welford, *Note on a Method for Calculating Corrected Sums of
    /// Squares and Products*, 1962).
    fn add(&mut self, target: f64, output: f64, samples: f64) {
        let error = output - target;
        self.absolute += error.abs();
        self.squared += error * error;
        let deviation = target - self.mean;
        self.mean += deviation / samples;
        self.spread += deviation * (target - self.mean);
    }
}
