//! How the weights and biases of a layer start.

use oorandom::Rand32;

use crate::math::square_root;

/// How the weights of a layer start: uniform in `-limit..limit`.
///
/// The limit depends on the layer's sizes, so that a signal keeps its variance on its way through
/// the network. Biases start where the activation wants them: at 0.2 before `relu` and
/// `relu6`, else at 0.
///
/// ```
/// use sinew::{Elementwise, Init, Relu, Selu, Tanh, network};
///
/// assert_eq!(Relu.init(), Init::he());
/// assert_eq!(Tanh.init(), Init::xavier());
/// assert_eq!(Selu.init(), Init::lecun());
/// assert_eq!(Init::zeros(), Init::uniform(0.0));
///
/// let mut net = network!(2 => 8 relu [init = uniform(0.5)] => 1);
/// net.reseed(7);
/// assert!(net.layer1().weights.as_flattened().iter().all(|weight| weight.abs() <= 0.5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Init(Rule);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Rule {
    He,
    Xavier,
    LeCun,
    Uniform(f32),
}

impl Init {
    /// For `relu` and its kin: `limit = √(6 / inputs)` (He et al., *Delving Deep into Rectifiers*,
    /// 2015).
    #[must_use]
    pub const fn he() -> Self {
        Self(Rule::He)
    }

    /// For `sigmoid`, `tanh`, `softmax` and no activation: `limit = √(6 / (inputs + outputs))`
    /// (Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural
    /// networks*, 2010).
    #[must_use]
    pub const fn xavier() -> Self {
        Self(Rule::Xavier)
    }

    /// For `selu`: `limit = √(3 / inputs)` (LeCun et al., *Efficient BackProp*, 1998).
    #[must_use]
    pub const fn lecun() -> Self {
        Self(Rule::LeCun)
    }

    /// The same limit for a layer of any size: finite, and not negative.
    #[must_use]
    pub const fn uniform(limit: f32) -> Self {
        Self(Rule::Uniform(limit))
    }

    /// Whether its limit is a number from 0 up.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_limit_valid(self) -> bool {
        match self.0 {
            Rule::He | Rule::Xavier | Rule::LeCun => true,
            Rule::Uniform(limit) => limit >= 0.0 && limit < f32::INFINITY,
        }
    }

    /// All weights zero.
    #[must_use]
    pub const fn zeros() -> Self {
        Self::uniform(0.0)
    }

    /// Starts the weights of a layer, a row of `outputs` for each input.
    pub(crate) fn fill(
        self,
        random: &mut Random,
        weights: &mut [f32],
        inputs: usize,
        outputs: usize,
    ) {
        let limit = self.limit(inputs, outputs);
        weights.fill_with(|| random.within(limit));
    }

    fn limit(self, inputs: usize, outputs: usize) -> f32 {
        match self.0 {
            Rule::He => square_root(6.0 / inputs as f32),
            Rule::Xavier => square_root(6.0 / (inputs + outputs) as f32),
            Rule::LeCun => square_root(3.0 / inputs as f32),
            Rule::Uniform(limit) => limit,
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
