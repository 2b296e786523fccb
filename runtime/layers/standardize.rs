use core::ops::Range;

use super::keep::{Keep, UnitsFunction};
use crate::data::{Dataset, Moments, moments, samples_to_fit};
use crate::error::Error;
use crate::init::Random;
use crate::kernel::{Kernel, Rows};

/// `standardize`: `a = (x - mean) / deviation` of each input, the two fitted to data and not trained.
///
/// ```text
/// ..┊ centre[0] .. centre[N-1] ┊ 1 / deviation[0] .. 1 / deviation[N-1] ┊ shift[0] .. shift[N-1] ┊..
///   ╰ offset                                                                                     ╰ end()
/// ```
///
/// It is computed as `(x - centre) / deviation + shift`. The centre is the mean, rounded to an `f32`, and the shift is what
/// that rounding left out, divided by the deviation: beside a large mean, the spread of an input may be no more than the
/// distance of two neighbouring numbers. Where `x - mean` would overflow, the centre is nearer to 0.
#[derive(Debug, Clone, Copy)]
pub struct Standardize<const N: usize> {
    offset: usize,
}

impl<const N: usize> Standardize<N> {
    /// The stage whose first centre is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + 3 * N
    }

    /// The centres, one divided by each deviation, and the shifts.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 3] {
        self.rows().of(parameters)
    }

    /// The centres, one divided by each deviation, and the shifts. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 3] {
        self.rows().of_mut(parameters)
    }

    const fn rows(self) -> Rows<3, N> {
        Rows::new(self.offset)
    }

    /// Takes over mean and standard deviation of each input. An input that is always the same becomes 0, and so does one
    /// whose deviation is below `2.94e-39`: one divided by that is no `f32`.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] without samples, [`Error::NonFiniteSample`] if a number of one is not finite. The parameters
    /// then stay as they were.
    pub fn fit(self, inputs: &[[f32; N]], parameters: &mut [f32]) -> Result<(), Error> {
        if inputs.is_empty() {
            return Err(Error::NoSamples);
        }
        if let Some(sample) = inputs.iter().position(|x| !x.iter().all(|x| x.is_finite())) {
            return Err(Error::NonFiniteSample { sample });
        }
        self.fit_to(&inputs.iter(), parameters);
        Ok(())
    }

    /// The same of the inputs of samples, each of which counts once, whatever its weight.
    ///
    /// # Errors
    ///
    /// The same, and [`Error::TargetCount`] or [`Error::WeightCount`].
    pub fn fit_samples<D>(self, samples: &D, parameters: &mut [f32]) -> Result<(), Error>
    where
        D: Dataset<Input = [f32; N]> + ?Sized,
    {
        samples_to_fit(samples, |(input, _)| input)?;
        self.fit_to(&samples.samples().map(|(input, _)| input), parameters);
        Ok(())
    }

    fn fit_to<'a>(
        self,
        inputs: &(impl Iterator<Item = &'a [f32; N]> + Clone),
        parameters: &mut [f32],
    ) {
        let [centres, factors, shifts] = self.view_mut(parameters);
        let fitted = centres.iter_mut().zip(factors).zip(shifts);
        for (n, ((centre, factor), shift)) in fitted.enumerate() {
            [*centre, *factor, *shift] = fitted_to(inputs.clone().map(|input| input[n]));
        }
    }
}

/// Centre, factor and shift of some numbers.
#[allow(clippy::cast_possible_truncation, reason = "all are in the range of the numbers")]
fn fitted_to(numbers: impl Iterator<Item = f32> + Clone) -> [f32; 3] {
    let Moments { mean, deviation } = moments(numbers.clone());
    let factor = (1.0 / deviation) as f32;
    let factor = if factor.is_finite() { factor } else { 1.0 };
    let centre = centre_near(mean, numbers);
    [centre, factor, ((f64::from(centre) - mean) * f64::from(factor)) as f32]
}

/// What to subtract from the numbers: that nearest to their mean from which none is farther away than an `f32` can be.
#[allow(clippy::cast_possible_truncation, reason = "the mean is in the range of the numbers")]
fn centre_near(mean: f64, numbers: impl Iterator<Item = f32>) -> f32 {
    let (low, high) = numbers.fold((0.0_f32, 0.0_f32), |(low, high), x| (low.min(x), high.max(x)));
    let lowest = f64::from(high) - f64::from(f32::MAX);
    let highest = f64::from(low) + f64::from(f32::MAX);
    // Neither bound is beyond 0. A little nearer to it, a centre is still within them when it is rounded.
    mean.max(lowest * 0.999_999).min(highest * 0.999_999) as f32
}

impl<const N: usize> Keep for Standardize<N> {
    type Units = [f32; N];
    type Function = CentreAndScale;
    const WORD: &'static str = "standardize";

    fn function(self) -> CentreAndScale {
        CentreAndScale { offset: self.offset, units: N }
    }

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    /// Until it is fitted, it changes nothing.
    fn initialize(self, _random: &mut Random, parameters: &mut [f32]) {
        *self.view_mut(parameters) = [[0.0; N], [1.0; N], [0.0; N]];
    }
}

/// `a = (x - centre) factor + shift` of so many units, the centres from `offset` on, then the factors and the shifts.
#[derive(Debug, Clone, Copy)]
pub struct CentreAndScale {
    offset: usize,
    units: usize,
}

impl CentreAndScale {
    /// The centres, the factors and the shifts.
    #[inline(always)]
    fn parameters(self, parameters: &[f32]) -> Option<[&[f32]; 3]> {
        let Self { offset, units } = self;
        let all = parameters.get(offset..offset + 3 * units);
        debug_assert!(all.is_some(), "the parameters of the stage are among the network's");
        let (centres, others) = all?.split_at_checked(units)?;
        let (factors, shifts) = others.split_at_checked(units)?;
        Some([centres, factors, shifts])
    }
}

impl UnitsFunction for CentreAndScale {
    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        let Some([centres, factors, shifts]) = self.parameters(parameters) else { return };
        kernel.zip_units(
            input,
            centres,
            output,
            #[inline(always)]
            |x, centre| x - centre,
        );
        kernel.update_units(
            output,
            factors,
            #[inline(always)]
            |centred, factor| centred * factor,
        );
        kernel.update_units(
            output,
            shifts,
            #[inline(always)]
            |scaled, shift| scaled + shift,
        );
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        _z: &[f32],
        delta: &[f32],
        by_input: &mut [f32],
    ) {
        let Some([_, factors, _]) = self.parameters(parameters) else { return };
        kernel.zip_units(
            delta,
            factors,
            by_input,
            #[inline(always)]
            |delta, factor| delta * factor,
        );
    }
}
