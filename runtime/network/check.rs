use super::trained::trained_parameters;
use super::{Block, ParametersOf, Trainable};
use crate::Error;
use crate::data::{Batch, check};
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

/// The halves of finite differences, of which the better counts. Of a long one the loss's curvature
/// and the kinks of `relu` make an error, of a short one rounding does.
const HALF_STEPS: [f32; 2] = [1e-2, 1e-3];

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
/// [`Error::NoSamples`] without samples, [`Error::NonFiniteSample`] if a number in one is not finite, and
/// [`Error::Setting`] if one of the loss is out of range.
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
    let gradient = gradient::<N, L>(net.parameters(), loss, samples);
    let length = norm(Scalar, gradient.numbers()).max(SHORTEST);
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
        let measure = |half_step: f32| {
            let measured =
                (loss_at(kept + half_step) - loss_at(kept - half_step)) / (2.0 * half_step);
            let largest_error = (measured - backpropagated).abs() / length;
            GradientCheck { largest_error, parameter, backpropagated, measured }
        };
        let [long, short] = HALF_STEPS.map(measure);
        let best = if short.largest_error < long.largest_error { short } else { long };
        if best.largest_error > worst.largest_error || best.largest_error.is_nan() {
            worst = best;
        }
        net.parameters_mut()[parameter] = kept;
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

fn gradient<N: Trainable, L: Loss<N::Head>>(
    parameters: &ParametersOf<N>,
    loss: L,
    samples: &[(N::Input, N::Output)],
) -> N::Block<N::Trained> {
    let mut gradient = N::Block::<N::Trained>::zeros();
    let passes = Passes::<N, L, Fast>::new(loss, NOISE);
    passes.differentiate(parameters, gradient.numbers_mut(), &Batch::whole(samples));
    gradient
}
