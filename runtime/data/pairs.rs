//! Pairs of inputs and target, one after another.

use super::Dataset;
use crate::kernel::Array;

/// What stands for the slice that it holds.
macro_rules! pairs {
    ($([$($generics:tt)*] $type:ty: $derefs:literal,)*) => {$(
        impl<X: Array, T, $($generics)*> Dataset for $type {
            type Input = X;
            type Target = T;
            const DEREFS_TO_SLICE: bool = $derefs;

            fn slice(&self) -> &[(X, T)] {
                self
            }

            #[inline(always)]
            fn len(&self) -> usize {
                <[(X, T)]>::len(self)
            }

            #[inline(always)]
            fn sample(&self, place: usize) -> (&X, &T) {
                let (input, target) = &self[place];
                (input, target)
            }

            #[inline(always)]
            fn try_sample(&self, place: usize) -> Option<(&X, &T)> {
                self.get(place).map(|(input, target)| (input, target))
            }

            #[inline(always)]
            fn run<const SAMPLES: usize>(&self, first: usize) -> Option<[(&X, &T); SAMPLES]> {
                let run = self.get(first..)?.first_chunk::<SAMPLES>()?;
                let mut samples = [(&run[0].0, &run[0].1); SAMPLES];
                for (sample, (input, target)) in samples.iter_mut().zip(run) {
                    *sample = (input, target);
                }
                Some(samples)
            }
        }
    )*};
}

pairs! {
    [] [(X, T)]: false,
    [const N: usize] [(X, T); N]: true,
}

#[cfg(feature = "std")]
pairs! {
    [] std::vec::Vec<(X, T)>: true,
}
