//! What every peer is given: a network, samples, and the outputs that it must find.
//!
//! `reference/fixtures.py` writes it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context, Result, bail, ensure};
use safetensors::{Dtype, SafeTensors};

/// How many samples there are. The compiler knows it, so that the choice of one takes no division.
pub const SAMPLES: usize = 256;

/// A network, its samples, and what it must make of them.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    pub(crate) network: Network,
    pub(crate) inputs: Vec<f32>,
    pub(crate) targets: Vec<f32>,
    /// The learning rate of the steps that are checked.
    pub(crate) learning_rate: f32,
    pub(crate) expected: Expected,
}

/// The outputs of the reference for all samples.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    pub(crate) outputs: Vec<f32>,
    pub(crate) outputs_after_step: Vec<f32>,
    pub(crate) outputs_after_online_steps: Vec<f32>,
}

/// A network of dense layers.
#[derive(Debug, Clone)]
pub struct Network {
    /// Its short name, such as `N1`.
    pub name: String,
    /// From the inputs to the outputs.
    pub layers: Vec<Layer>,
    /// What training makes small.
    pub loss: Loss,
}

/// A dense layer.
#[derive(Debug, Clone)]
pub struct Layer {
    /// How many numbers it takes.
    pub inputs: usize,
    /// How many numbers it gives.
    pub units: usize,
    /// A row for each input.
    pub weights: Vec<f32>,
    /// One for each unit.
    pub biases: Vec<f32>,
    /// What makes the outputs of the sums.
    pub activation: Activation,
}

/// An activation function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activation {
    /// `z`
    Linear,
    /// `max(z, 0)`
    Relu,
    /// `1 / (1 + exp(-z))`
    Sigmoid,
    /// `tanh(z)`
    Tanh,
    /// `exp(z) / Σ exp(z)`
    Softmax,
}

/// A loss, of which training takes the mean over a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// The mean over the outputs of `(a - y)²`.
    MeanSquaredError,
    /// `-Σ y ln a` of a softmax, to be computed from its logits.
    CrossEntropy,
}

/// Some samples, one after another.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// How many they are.
    pub count: usize,
    /// The inputs of all samples.
    pub inputs: &'a [f32],
    /// The targets of all samples.
    pub targets: &'a [f32],
}

impl Fixture {
    /// Reads what `reference/fixtures.py` wrote.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        let bytes = fs::read(file)?;
        let (_, metadata) = SafeTensors::read_metadata(&bytes)?;
        let texts = metadata.metadata().as_ref().context("no metadata")?;
        let tensors = SafeTensors::deserialize(&bytes)?;
        let network = Network::read(texts, &tensors)?;
        let inputs = numbers(&tensors, "inputs")?;
        ensure!(inputs.len() == SAMPLES * network.inputs(), "not {SAMPLES} samples");
        Ok(Self {
            network,
            inputs,
            targets: numbers(&tensors, "targets")?,
            learning_rate: text(texts, "learning_rate")?.parse()?,
            expected: Expected {
                outputs: numbers(&tensors, "outputs")?,
                outputs_after_step: numbers(&tensors, "outputs_after_step")?,
                outputs_after_online_steps: numbers(&tensors, "outputs_after_online_steps")?,
            },
        })
    }

    /// All samples in batches of so many.
    pub(crate) fn batches(&self, count: usize) -> impl Iterator<Item = Samples<'_>> {
        let inputs = self.inputs.chunks_exact(count * self.network.inputs());
        let targets = self.targets.chunks_exact(count * self.network.outputs());
        inputs.zip(targets).map(move |(inputs, targets)| Samples { count, inputs, targets })
    }
}

impl Network {
    /// How many numbers a sample has.
    ///
    /// # Panics
    ///
    /// If there is no layer.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers[0].inputs
    }

    /// How many numbers the network makes of them.
    ///
    /// # Panics
    ///
    /// If there is no layer.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].units
    }

    fn read(texts: &HashMap<String, String>, tensors: &SafeTensors<'_>) -> Result<Self> {
        let activations = text(texts, "activations")?.split(' ').enumerate();
        let layers = activations
            .map(|(place, activation)| Layer::read(tensors, place + 1, activation.parse()?))
            .collect::<Result<Vec<_>>>()?;
        ensure!(!layers.is_empty(), "a network without layers");
        Ok(Self { name: text(texts, "name")?.into(), layers, loss: text(texts, "loss")?.parse()? })
    }
}

impl Layer {
    /// The weights with a row for each unit.
    #[must_use]
    pub fn weights_by_unit(&self) -> Vec<f32> {
        let unit = |unit| self.weights.iter().skip(unit).step_by(self.units).copied();
        (0..self.units).flat_map(unit).collect()
    }

    fn read(tensors: &SafeTensors<'_>, number: usize, activation: Activation) -> Result<Self> {
        let weights = numbers(tensors, &format!("weights{number}"))?;
        let biases = numbers(tensors, &format!("biases{number}"))?;
        let units = biases.len();
        ensure!(units > 0, "a layer without units");
        Ok(Self { inputs: weights.len() / units, units, weights, biases, activation })
    }
}

impl FromStr for Activation {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "linear" => Self::Linear,
            "relu" => Self::Relu,
            "sigmoid" => Self::Sigmoid,
            "tanh" => Self::Tanh,
            "softmax" => Self::Softmax,
            _ => bail!("`{text}` is not an activation"),
        })
    }
}

impl FromStr for Loss {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "mean_squared_error" => Self::MeanSquaredError,
            "cross_entropy" => Self::CrossEntropy,
            _ => bail!("`{text}` is not a loss"),
        })
    }
}

fn text<'a>(texts: &'a HashMap<String, String>, name: &str) -> Result<&'a str> {
    let text = texts.get(name).with_context(|| format!("no metadata `{name}`"))?;
    Ok(text)
}

fn numbers(tensors: &SafeTensors<'_>, name: &str) -> Result<Vec<f32>> {
    let tensor = tensors.tensor(name).with_context(|| format!("tensor `{name}`"))?;
    ensure!(tensor.dtype() == Dtype::F32, "tensor `{name}` is not of f32");
    let (bytes, _) = tensor.data().as_chunks();
    Ok(bytes.iter().copied().map(f32::from_le_bytes).collect())
}
