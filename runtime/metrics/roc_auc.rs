#[cfg(feature = "std")]
use std::vec::Vec;

#[cfg(feature = "std")]
use super::predict_each;
#[cfg(feature = "std")]
use crate::data::Dataset;
use crate::error::Error;
#[cfg(feature = "std")]
use crate::kernel::{Class, Target};
#[cfg(feature = "std")]
use crate::network::Network;

/// The area under the receiver operating characteristic of a network with one output: the probability that the output for
/// a sample of class 1 is larger than that for a sample of class 0, where outputs that are alike count a half.
///
/// 1 if a threshold tells the two apart, 0.5 if the outputs say nothing. It does not depend on how many samples each class
/// has, nor on a threshold; a probability and its logit give the same. It is scikit-learn's `roc_auc_score`, computed from
/// ranks (Hanley and McNeil, *The meaning and use of the area under a receiver operating characteristic (ROC) curve*, 1982)
/// in a list of all outputs. Without `std`, or of several outputs, [`roc_auc_of`] takes such a list.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::roc_auc;
///
/// // Hands over its input.
/// let mut net = network!(1 => 1);
/// net.parameters_mut()[0] = 1.0;
/// let samples = [([0.1], 0_u8), ([0.4], 0), ([0.35], 1), ([0.8], 1)];
/// // Of four pairs, 0.35 against 0.4 is the wrong way round.
/// assert_eq!(roc_auc(&net, &samples)?, 0.75);
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`Confusion::of`](crate::Confusion::of), and [`Error::EmptyClass`] if all samples are of one class.
#[cfg(feature = "std")]
pub fn roc_auc<N, D>(net: &N, samples: &D) -> Result<f32, Error>
where
    N: Network<Output = [f32; 1]>,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let mut scored = Vec::with_capacity(samples.len());
    predict_each(net, samples, |target, [output]| scored.push((*output, target.class() == 1)))?;
    roc_auc_of(&mut scored)
}

/// The same of a list of scores, each with whether its sample is of the class: that of a probability, a logit, or any
/// number that grows with it. The list is sorted.
///
/// ```
/// use sinew::{Error, roc_auc_of};
///
/// // Three pairs are right, one is wrong, and of two both scores are alike.
/// let mut scored = [(0.2, true), (0.3, false), (0.5, true), (0.5, false), (0.8, true), (0.5, true)];
/// assert_eq!(roc_auc_of(&mut scored), Ok((1.0 + 1.5 + 1.5 + 2.0 - 1.0) / 8.0));
/// assert_eq!(roc_auc_of(&mut [(0.2, true)]), Err(Error::EmptyClass { class: 0 }));
/// ```
///
/// # Errors
///
/// [`Error::NonFiniteOutput`] if a score is NaN or infinite, [`Error::NoSamples`] if there is none, and
/// [`Error::EmptyClass`] if all samples are of the class, or none.
pub fn roc_auc_of(scored: &mut [(f32, bool)]) -> Result<f32, Error> {
    if scored.is_empty() {
        return Err(Error::NoSamples);
    }
    if let Some(sample) = scored.iter().position(|(score, _)| !score.is_finite()) {
        return Err(Error::NonFiniteOutput { sample });
    }
    scored.sort_unstable_by(|(left, _), (right, _)| left.total_cmp(right));
    // Twice the pairs that are right, and once those whose scores are alike.
    let (mut halves, mut others) = (0_u128, 0_u128);
    for alike in scored.chunk_by(|(left, _), (right, _)| left == right) {
        let own = count(alike);
        let rest = alike.len() as u128 - own;
        halves += own * (2 * others + rest);
        others += rest;
    }
    let own = scored.len() as u128 - others;
    if own == 0 || others == 0 {
        return Err(Error::EmptyClass { class: usize::from(own == 0) });
    }
    #[allow(clippy::cast_possible_truncation, reason = "a measure has single precision")]
    let area = (halves as f64 / (2.0 * own as f64 * others as f64)) as f32;
    Ok(area)
}

/// How many samples are of the class.
fn count(scored: &[(f32, bool)]) -> u128 {
    scored.iter().filter(|(_, is_own)| *is_own).count() as u128
}
