use super::{predict_each, share};
use crate::data::Dataset;
use crate::error::Error;
use crate::kernel::{Class, Target, Values, class_of};
use crate::network::Network;

/// The share of samples whose class is among those of the `k` largest outputs.
///
/// Of outputs that are alike, the first counts as the larger, so that with `k = 1` it is the accuracy. One output
/// tells two classes apart at 0.5. With `k = 0` it is 0, and with all classes 1.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::top_k_accuracy;
///
/// // The class is that of the largest input, which this network hands over.
/// let mut net = network!(3 => 3);
/// (0..3).for_each(|class| net.layer1_mut().weights[class][class] = 1.0);
/// let samples = [([0.7, 0.2, 0.1], 0_u8), ([0.5, 0.3, 0.2], 1), ([0.1, 0.8, 0.1], 1), ([0.4, 0.5, 0.1], 2)];
/// assert_eq!(top_k_accuracy(&net, &samples, 1)?, 0.5);
/// assert_eq!(top_k_accuracy(&net, &samples, 2)?, 0.75);
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`Confusion::of`](crate::Confusion::of).
pub fn top_k_accuracy<N, D>(net: &N, samples: &D, k: usize) -> Result<f32, Error>
where
    N: Network,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let mut right = 0;
    predict_each(net, samples, |target, output| {
        right += usize::from(rank(output.flat(), target.class()) < k);
    })?;
    Ok(share(right, samples.len()))
}

/// How many classes come before this one.
fn rank(outputs: &[f32], class: usize) -> usize {
    if outputs.len() == 1 {
        return usize::from(class_of(outputs) != class);
    }
    let Some(own) = outputs.get(class) else { return usize::MAX };
    let before = |(other, output): (usize, &f32)| output > own || output == own && other < class;
    outputs.iter().enumerate().filter(|other| before(*other)).count()
}
