use super::trained::trained_parameters;
use super::{Block, ParametersOf, Trainable};
use crate::data::{Batch, check};
use crate::error::{Error, Quantity};
use crate::kernel::{Scalar, norm};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::training::{Fast, Passes};

/// What [`gradient_check`] found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GradientCheck {
    /// The largest difference between both gradients, as a share of the gradient's length, or of
    /// `1e-3` where it is shorter.
    pub largest_error: f32,
    /// The parameter where it is, counted as in [`Network::parameters`](crate::Network::parameters).
    pub parameter: usize,
    /// What backpropagation says there.
    pub backpropagated: f32,
    /// What the finite difference says there.
    pub measured: f32,
}

/// The halves of finite differences, of which the best counts. Of a long one the loss's curvature
/// and the kinks of `relu` make an error, of a short one rounding does. They are multiplied by the magnitude of the
/// parameter, and by the length of a step in which the loss would fall to 0, where those are more than 1: a shorter one
/// would be lost in the rounding of the parameter or of the loss.
const HALF_STEPS: [f32; 2] = [1e-2, 1e-3];

/// There is nothing to compare.
const NOT_FINITE: Error = Error::Diverged { quantity: Quantity::Loss, step: 0 };

/// A shorter gradient is lost in the rounding of the finite differences.
const SHORTEST: f32 = 1e-3;

/// Both gradients are those of a network of which the same units are dropped.
const NOISE: Noise = Noise::FIXED;

/// Compares backpropagation with finite differences of the loss, parameter by parameter:
/// `∂L/∂w ≈ (L(w + h) - L(w - h)) / 2h`.
///
/// In single precision a correct gradient agrees to about `1e-2`, a wrong one is off by about 1. A
/// `relu` that changes sides between `w - h` and `w + h` has no derivative to compare with: look for
/// another seed or other samples then.
///
/// # Errors
///
/// [`Error::NoSamples`] without samples, [`Error::NonFiniteSample`] if a number in one is not finite,
/// [`Error::Target`] or [`Error::TargetSum`] if a target is not what the loss takes, [`Error::Setting`] if one of the loss
/// is out of range, and [`Error::Diverged`] if a loss or a gradient is not finite: there is nothing to compare then.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::gradient_check;
///
/// let mut net = network!(2 => 8 tanh => 1 sigmoid);
/// net.reseed(7);
/// let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
/// let check = gradient_check(&mut net, BinaryCrossEntropy, &samples)?;
/// assert!(check.largest_error < 1e-2, "{check:?}");
/// # Ok::<(), sinew::Error>(())
/// ```
pub fn gradient_check<N: Trainable, L: Loss<N::Head>>(
    net: &mut N,
    loss: L,
    samples: &[(N::Input, N::Output)],
) -> Result<GradientCheck, Error> {
    loss.check()?;
    check::<N::Output, _>(samples, L::TARGETS)?;
    let (at_start, gradient) = loss_and_gradient::<N, L>(net.parameters(), loss, samples);
    let length = norm(Scalar, gradient.numbers());
    if !(at_start.is_finite() && length.is_finite()) {
        return Err(NOT_FINITE);
    }
    let to_zero = (at_start.abs() / length.max(f32::MIN_POSITIVE)).clamp(1.0, 1e30);
    let length = length.max(SHORTEST);
    let mut worst =
        GradientCheck { largest_error: 0.0, parameter: 0, backpropagated: 0.0, measured: 0.0 };
    for (parameter, &backpropagated) in
        trained_parameters::<N::Architecture>().zip(gradient.numbers())
    {
        let kept = net.parameters()[parameter];
        let mut loss_at = |value| {
            net.parameters_mut()[parameter] = value;
            mean_loss::<N, L>(net.parameters(), loss, samples)
        };
        let mut measure = |half_step: f32| {
            // Not twice the half, of which a large parameter takes but a part.
            let (low, high) = (kept - half_step, kept + half_step);
            let measured = (loss_at(high) - loss_at(low)) / (high - low);
            let largest_error = (measured - backpropagated).abs() / length;
            GradientCheck { largest_error, parameter, backpropagated, measured }
        };
        let magnitude = kept.abs().max(1.0);
        let scales = [magnitude, magnitude.max(to_zero)];
        let scales = if scales[0] < scales[1] { &scales[..] } else { &scales[..1] };
        let half_steps = scales.iter().flat_map(|scale| HALF_STEPS.map(|half| half * scale));
        let found = half_steps.map(&mut measure).filter(|found| found.largest_error.is_finite());
        let best = found.min_by(|one, other| one.largest_error.total_cmp(&other.largest_error));
        net.parameters_mut()[parameter] = kept;
        let best = best.ok_or(NOT_FINITE)?;
        if best.largest_error > worst.largest_error {
            worst = best;
        }
    }
    Ok(worst)
}

fn mean_loss<N: Trainable, L: Loss<N::Head>>(
    parameters: &ParametersOf<N>,
    loss: L,
    samples: &[(N::Input, N::Output)],
) -> f32 {
    let passes = Passes::<N, L, Fast>::new(loss, NOISE);
    passes.evaluate(parameters, &Batch::whole(samples)).unwrap_or(f32::NAN)
}

fn loss_and_gradient<N: Trainable, L: Loss<N::Head>>(
    parameters: &ParametersOf<N>,
    loss: L,
    samples: &[(N::Input, N::Output)],
) -> (f32, Block<N::Trained>) {
    let mut gradient = Block::<N::Trained>::zeros();
    let passes = Passes::<N, L, Fast>::new(loss, NOISE);
    let mean = passes.differentiate(parameters, gradient.numbers_mut(), &Batch::whole(samples));
    (mean.unwrap_or(f32::NAN), gradient)
}
