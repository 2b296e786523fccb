use core::ops::Range;

use super::keep::{Keep, UnitsFunction};
use crate::error::Error;
use crate::init::Random;
use crate::kernel::{Kernel, Rows};
use crate::math::square_root;

/// `standardize`: `a = (x - mean) / deviation` of each input, the two fitted to data and not trained.
///
/// ```text
/// ..┊ mean[0] .. mean[N-1] ┊ 1 / deviation[0] .. 1 / deviation[N-1] ┊..
///   ╰ offset                                                        ╰ end()
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Standardize<const N: usize> {
    offset: usize,
}

impl<const N: usize> Standardize<N> {
    /// The stage whose first mean is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + 2 * N
    }

    /// The means, and then one divided by each deviation.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &[[f32; N]; 2] {
        self.rows().of(parameters)
    }

    /// The means, and then one divided by each deviation. For writing.
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut [[f32; N]; 2] {
        self.rows().of_mut(parameters)
    }

    const fn rows(self) -> Rows<2, N> {
        Rows::new(self.offset)
    }

    /// Takes over mean and standard deviation of each input. An input that is always the same becomes 0.
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`] without samples, [`Error::NonFiniteSample`] if a number of one is not finite, or
    /// all of them are too large for their mean and deviation to be. The parameters then stay as they were.
    pub fn fit(self, inputs: &[[f32; N]], parameters: &mut [f32]) -> Result<(), Error> {
        if inputs.is_empty() {
            return Err(Error::NoSamples);
        }
        if let Some(sample) = inputs.iter().position(|x| !x.iter().all(|x| x.is_finite())) {
            return Err(Error::NonFiniteSample { sample });
        }
        let (mut means, mut factors) = ([0.0; N], [0.0; N]);
        for (n, (mean, factor)) in means.iter_mut().zip(&mut factors).enumerate() {
            (*mean, *factor) = mean_and_factor(inputs.iter().map(|input| input[n]));
        }
        *self.view_mut(parameters) = [means, factors];
        Ok(())
    }
}

/// The mean of some numbers, and one divided by their standard deviation; 1 if that is 0.
#[allow(clippy::cast_possible_truncation, reason = "both are in the range of the numbers")]
fn mean_and_factor(numbers: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let count = numbers.clone().count() as f64;
    let mean = numbers.clone().map(f64::from).sum::<f64>() / count;
    let squares = numbers.map(|x| (f64::from(x) - mean) * (f64::from(x) - mean));
    let deviation = square_root((squares.sum::<f64>() / count).min(f64::from(f32::MAX)) as f32);
    (mean as f32, if deviation > 0.0 { 1.0 / deviation } else { 1.0 })
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
        *self.view_mut(parameters) = [[0.0; N], [1.0; N]];
    }
}

/// `a = (x - mean) factor` of so many units, the means from `offset` on and the factors behind them.
#[derive(Debug, Clone, Copy)]
pub struct CentreAndScale {
    offset: usize,
    units: usize,
}

impl CentreAndScale {
    /// The means and the factors.
    #[inline(always)]
    fn parameters(self, parameters: &[f32]) -> Option<(&[f32], &[f32])> {
        let Self { offset, units } = self;
        let both = parameters.get(offset..offset + 2 * units);
        debug_assert!(both.is_some(), "the parameters of the stage are among the network's");
        both?.split_at_checked(units)
    }
}

impl UnitsFunction for CentreAndScale {
    #[inline(always)]
    fn infer<K: Kernel>(self, kernel: K, parameters: &[f32], input: &[f32], output: &mut [f32]) {
        let Some((means, factors)) = self.parameters(parameters) else { return };
        kernel.zip_units(
            input,
            means,
            output,
            #[inline(always)]
            |x, mean| x - mean,
        );
        kernel.update_units(
            output,
            factors,
            #[inline(always)]
            |centred, factor| centred * factor,
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
        let Some((_, factors)) = self.parameters(parameters) else { return };
        kernel.zip_units(
            delta,
            factors,
            by_input,
            #[inline(always)]
            |delta, factor| delta * factor,
        );
    }
}
