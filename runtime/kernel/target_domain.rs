use core::fmt;

use super::{TILE, are_all_finite};
use crate::Error;

/// By how much the numbers of a distribution may miss a sum of 1: what was written with four digits is one.
const MOST_OFF: f32 = 1e-3;

/// What the targets of a loss may be, where they are arrays: [`Loss::TARGETS`](crate::Loss::TARGETS). The number of a
/// class is in the domain of each loss that has classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetDomain {
    /// All finite numbers.
    Numbers,
    /// From 0 to 1 each.
    Probabilities,
    /// From 0 to 1 each, with a sum of 1 to within 0.001.
    Distributions,
    /// 1 or -1 each.
    Signs,
}

impl TargetDomain {
    /// Whether the targets of a sample are in it.
    #[inline(always)]
    pub(crate) fn contains(self, targets: &[f32]) -> bool {
        match self {
            // One that is too large or not finite is in the sum.
            Self::Distributions => {
                let (mut sum, mut least) = (0.0, 0.0);
                for target in targets {
                    sum += target;
                    least = if *target < least { *target } else { least };
                }
                is_one(sum) && least >= 0.0
            }
            _ => self.contains_each(targets),
        }
    }

    /// The same of the samples of a tile, side by side.
    pub(crate) fn contains_tile(self, targets: &[f32]) -> bool {
        if self != Self::Distributions {
            return self.contains_each(targets);
        }
        let mut sums = [0.0; TILE];
        for targets in targets.chunks_exact(TILE) {
            sums.iter_mut().zip(targets).for_each(|(sum, target)| *sum += target);
        }
        sums.into_iter().all(is_one) && least(targets) >= 0.0
    }

    /// Without an early end, so that the compiler uses vectors.
    #[inline(always)]
    fn contains_each(self, targets: &[f32]) -> bool {
        targets.iter().fold(true, |are, target| are & self.contains_one(*target))
    }

    /// What is wrong with the target of a sample, if it is not in it.
    pub(crate) fn check(self, target: &[f32], sample: usize) -> Result<(), Error> {
        if !are_all_finite(target) {
            return Err(Error::NonFiniteSample { sample });
        }
        if let Some(&value) = target.iter().find(|target| !self.contains_one(**target)) {
            return Err(Error::Target { sample, value, domain: self });
        }
        let sum = target.iter().sum();
        if self == Self::Distributions && !is_one(sum) {
            return Err(Error::TargetSum { sample, sum });
        }
        Ok(())
    }

    #[inline(always)]
    fn contains_one(self, target: f32) -> bool {
        match self {
            Self::Numbers => target.is_finite(),
            Self::Probabilities => (0.0..=1.0).contains(&target),
            // What is too large is so by a sum that is not 1.
            Self::Distributions => target >= 0.0,
            Self::Signs => target.abs() == 1.0,
        }
    }
}

/// The least of some numbers and 0, whatever is no number among them.
fn least(numbers: &[f32]) -> f32 {
    numbers.iter().fold(0.0, |least, number| if *number < least { *number } else { least })
}

fn is_one(sum: f32) -> bool {
    (sum - 1.0).abs() <= MOST_OFF
}

impl fmt::Display for TargetDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Numbers => "finite numbers",
            Self::Probabilities => "probabilities, from 0 to 1",
            Self::Distributions => "distributions, numbers from 0 to 1 with a sum of 1",
            Self::Signs => "-1 and 1",
        })
    }
}
