//! How the weights and biases of a layer start.

use oorandom::Rand32;

use crate::math::square_root;

/// How a layer starts: its weights uniform in `-limit..limit`, its biases all alike.
///
/// The limit depends on the layer's sizes, so that a signal keeps its variance on its way through
/// the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Init {
    weights: Weights,
    biases: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Weights {
    He,
    Xavier,
    Uniform(f32),
}

impl Init {
    /// For `relu` and its kin: `limit = √(6 / inputs)` (He et al., *Delving Deep into Rectifiers*,
    /// 2015).
    #[must_use]
    pub const fn he() -> Self {
        Self { weights: Weights::He, biases: 0.0 }
    }

    /// For `sigmoid`, `tanh`, `softmax` and no activation: `limit = √(6 / (inputs + outputs))`
    /// (Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural
    /// networks*, 2010).
    #[must_use]
    pub const fn xavier() -> Self {
        Self { weights: Weights::Xavier, biases: 0.0 }
    }

    /// The same limit for a layer of any size.
    #[must_use]
    pub const fn uniform(limit: f32) -> Self {
        Self { weights: Weights::Uniform(limit), biases: 0.0 }
    }

    /// All weights zero.
    #[must_use]
    pub const fn zeros() -> Self {
        Self::uniform(0.0)
    }

    /// The same, with every bias at `biases` instead of zero.
    #[must_use]
    pub const fn with_biases(self, biases: f32) -> Self {
        Self { biases, ..self }
    }

    /// Starts a layer.
    pub(crate) fn fill(
        self,
        random: &mut Random,
        layer: &mut [f32],
        inputs: usize,
        outputs: usize,
    ) {
        let limit = self.limit(inputs, outputs);
        let (weights, biases) = layer.split_at_mut(inputs * outputs);
        weights.fill_with(|| random.within(limit));
        biases.fill(self.biases);
    }

    fn limit(self, inputs: usize, outputs: usize) -> f32 {
        match self.weights {
            Weights::He => square_root(6.0 / inputs as f32),
            Weights::Xavier => square_root(6.0 / (inputs + outputs) as f32),
            Weights::Uniform(limit) => limit,
        }
    }
}

/// The random numbers that weights start from: PCG32, the same on every machine.
#[derive(Debug, Clone)]
pub struct Random(Rand32);

impl Random {
    /// The sequence of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Rand32::new(seed))
    }

    fn within(&mut self, limit: f32) -> f32 {
        (self.0.rand_float() * 2.0 - 1.0) * limit
    }
}
