//! What a network shows of itself, layer by layer, when training does not go as it should.

mod inspection;
mod path;

pub use inspection::Inspection;
pub use path::LayerPath;

use core::fmt;
use core::ops::Range;

use crate::Error;
use crate::data::{Batch, Dataset, check_to_learn};
use crate::kernel::{Scalar, Target, norm};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::network::{
    Block, ParametersOf, Trainable, TrainableArchitecture, TrainedOf, place_among_trained,
};
use crate::training::{Fast, Passes};
use inspection::Inspected;

/// What [`diagnose`] found in a layer. `Display` writes it on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerDiagnosis<'a> {
    /// Where the layer is.
    pub path: LayerPath<'a>,
    /// Where its parameters are in [`Network::parameters`](crate::Network::parameters).
    pub parameters: Range<usize>,
    /// The length of the vector of its parameters, `‖w‖`.
    pub parameter_norm: f32,
    /// The length of the gradient of the mean loss by them, `‖∂L/∂w‖`. Zero for a layer that is frozen.
    pub gradient_norm: f32,
    /// The share of units that learn from no sample: `σ'(z)` is 0 at each, as that of a dead `relu`. `None` for
    /// `softmax`, of which no unit has a slope of its own.
    pub dead: Option<f32>,
    /// The share of all units at all samples where `|σ'(z)|` is below 0.01: of `sigmoid` outside 0.01 to 0.99, of
    /// `tanh` beyond ±0.995, of `relu` below 0.
    pub saturated: Option<f32>,
}

impl fmt::Display for LayerDiagnosis<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, parameter_norm, gradient_norm, .. } = self;
        write!(f, "{path}: parameters {parameter_norm:.3e}, gradient {gradient_norm:.3e}")?;
        if let (Some(dead), Some(saturated)) = (self.dead, self.saturated) {
            write!(f, ", {:.1} % dead, {:.1} % saturated", 100.0 * dead, 100.0 * saturated)?;
        }
        Ok(())
    }
}

/// Inspected that are less steep let hardly a gradient through.
const FLAT: f32 = 0.01;

/// Shows each layer that has parameters, the first one first: how long its gradient is, how many of its units
/// are dead or saturated. Gradients that shrink or grow from layer to layer are those of a network too deep for its
/// activations or its start.
///
/// It takes a prediction of each sample and one gradient. No unit is dropped. Penalties are not part of the
/// gradient.
///
/// ```
/// use sinew::prelude::*;
///
/// let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
/// let mut net = network!(2 => 4 relu => 1 sigmoid);
/// net.reseed(7);
/// // A bias that shuts a unit for good.
/// net.layer1_mut().biases[2] = -100.0;
/// sinew::diagnose(&net, BinaryCrossEntropy, &samples, |layer| {
///     println!("{layer}");
///     if layer.parameters.start == 0 {
///         assert!(layer.dead >= Some(0.25));
///         assert!(layer.gradient_norm > 0.0);
///     }
/// })?;
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::NoSamples`] without samples, and what else is wrong with them, as
/// [`Trainer::evaluate`](crate::Trainer::evaluate) says it.
pub fn diagnose<N: Trainable, L: Loss<N::Head>, D>(
    net: &N,
    loss: L,
    samples: &D,
    mut see: impl FnMut(&LayerDiagnosis<'_>),
) -> Result<(), Error>
where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    loss.check()?;
    check_to_learn(samples, L::TARGETS)?;
    let gradient = gradient_of(net, loss, samples);
    let (mut steepest, mut saturated) =
        (N::Architecture::empty_deltas(), N::Architecture::empty_deltas());
    for place in 0..samples.len() {
        let is_last = place + 1 == samples.len();
        let mut show = |layer: Inspected<'_>| {
            let layer = layer.counted();
            if is_last {
                see(&layer.judged::<N>(net.parameters(), gradient.numbers(), samples.len()));
            }
        };
        let (steepest, saturated, show) = (&mut steepest, &mut saturated, &mut show);
        let path = LayerPath::NETWORK;
        let mut inspection = Inspection { path, offset: 0, steepest, saturated, show };
        N::Architecture::inspect(&net.forward(samples.sample(place).0), &mut inspection);
    }
    Ok(())
}

fn gradient_of<N: Trainable, L: Loss<N::Head>, D>(
    net: &N,
    loss: L,
    samples: &D,
) -> Block<N::Trained>
where
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let mut gradient = Block::<N::Trained>::zeros();
    let passes = Passes::<N, L, Fast>::new(loss, Noise::NONE);
    passes.differentiate(net.parameters(), gradient.numbers_mut(), &Batch::whole(samples));
    gradient
}

impl<'a> Inspected<'a> {
    /// With the slopes of this sample counted.
    fn counted(self) -> Self {
        let slopes = self.slopes.unwrap_or_default();
        for ((slope, steepest), saturated) in
            slopes.iter().zip(&mut *self.steepest).zip(&mut *self.saturated)
        {
            // A unit that once was not a number is neither, whatever comes after.
            let keeps = slope.abs() <= *steepest || steepest.is_nan();
            *steepest = if keeps { *steepest } else { slope.abs() };
            let count = saturated.to_bits() + u32::from(slope.abs() < FLAT);
            *saturated = f32::from_bits(count);
        }
        self
    }

    fn judged<N: Trainable>(
        &self,
        parameters: &ParametersOf<N>,
        gradient: &TrainedOf<N>,
        samples: usize,
    ) -> LayerDiagnosis<'a> {
        let Range { start, end } = self.parameters;
        // Empty for a layer that is frozen.
        let trained = place_among_trained::<N::Architecture>(start)
            ..place_among_trained::<N::Architecture>(end);
        let units = self.steepest.len() as f32;
        let dead = self.steepest.iter().filter(|steepest| **steepest == 0.0).count() as f32;
        let count_of = |saturated: &f32| saturated.to_bits() as f32;
        let saturated = self.saturated.iter().map(|s| count_of(s) / samples as f32).sum::<f32>();
        LayerDiagnosis {
            path: self.path,
            parameters: self.parameters.clone(),
            parameter_norm: norm(Scalar, &parameters[self.parameters.clone()]),
            gradient_norm: norm(Scalar, &gradient[trained]),
            dead: self.slopes.map(|_| dead / units),
            saturated: self.slopes.map(|_| saturated / units),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Inspected, LayerPath};

    #[test]
    fn saturated_units_are_counted_beyond_what_a_number_counts() {
        let (mut steepest, mut saturated) = ([0.5], [f32::from_bits(1 << 24)]);
        for slope in [0.0, 0.001, 1.0, f32::NAN, -0.009] {
            let (path, slopes) = (LayerPath::NETWORK, [slope]);
            let (steepest, saturated) = (&mut steepest[..], &mut saturated[..]);
            let slopes = Some(&slopes[..]);
            _ = Inspected { path, parameters: 0..1, slopes, steepest, saturated }.counted();
        }
        assert!(steepest[0].is_nan());
        assert_eq!(saturated[0].to_bits(), (1 << 24) + 3);
    }
}
