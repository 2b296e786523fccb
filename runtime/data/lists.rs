//! Inputs in one list, targets in another.

use super::Dataset;
use crate::error::Error;
use crate::kernel::Array;

impl<X: Array, T> Dataset for (&[X], &[T]) {
    type Input = X;
    type Target = T;

    #[inline(always)]
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline(always)]
    fn sample(&self, place: usize) -> (&X, &T) {
        (&self.0[place], &self.1[place])
    }

    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&X, &T)> {
        self.0.get(place).zip(self.1.get(place))
    }

    #[inline(always)]
    fn run<const SAMPLES: usize>(&self, first: usize) -> Option<[(&X, &T); SAMPLES]> {
        let inputs = self.0.get(first..)?.first_chunk::<SAMPLES>()?;
        let targets = self.1.get(first..)?.first_chunk::<SAMPLES>()?;
        let mut samples = [(&inputs[0], &targets[0]); SAMPLES];
        for (sample, both) in samples.iter_mut().zip(inputs.iter().zip(targets)) {
            *sample = both;
        }
        Some(samples)
    }

    fn check_lengths(&self) -> Result<(), Error> {
        let (inputs, targets) = (self.0.len(), self.1.len());
        if inputs == targets { Ok(()) } else { Err(Error::TargetCount { inputs, targets }) }
    }
}
