//! A network of burn's modules.

use anyhow::Result;
use burn::module::{Module, Param};
use burn::nn::activation::Activation;
use burn::nn::{Identity, Linear, Relu, Sigmoid, Tanh};
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Tensor, TensorData};
use work::Network;

#[derive(Module, Debug)]
pub(crate) struct Net {
    layers: Vec<Linear>,
    activations: Vec<Activation>,
    classifies: bool,
}

impl Net {
    pub(crate) fn new(network: &Network, device: &Device) -> Self {
        Self {
            layers: network.layers.iter().map(|layer| linear(layer, device)).collect(),
            activations: network.layers.iter().map(|layer| module(layer.activation)).collect(),
            classifies: network.layers.iter().any(|l| l.activation == work::Activation::Softmax),
        }
    }

    pub(crate) fn forward(&self, inputs: Tensor<2>) -> Tensor<2> {
        let outputs = self.logits(inputs);
        if self.classifies { softmax(outputs, 1) } else { outputs }
    }

    /// All but a softmax at the end.
    pub(crate) fn logits(&self, inputs: Tensor<2>) -> Tensor<2> {
        let layers = self.layers.iter().zip(&self.activations);
        layers.fold(inputs, |a, (linear, activation)| activation.forward(linear.forward(a)))
    }
}

/// Rows of so many numbers.
pub(crate) fn rows(numbers: &[f32], columns: usize, device: &Device) -> Tensor<2> {
    let shape = [numbers.len() / columns, columns];
    Tensor::from_data(TensorData::new(numbers.to_vec(), shape), device)
}

pub(crate) fn numbers(outputs: Tensor<2>) -> Result<Vec<f32>> {
    Ok(outputs.try_into_vec_as::<f32>()?)
}

fn linear(layer: &work::Layer, device: &Device) -> Linear {
    let weights = TensorData::new(layer.weights.clone(), [layer.inputs, layer.units]);
    let biases = TensorData::new(layer.biases.clone(), [layer.units]);
    Linear {
        weight: Param::from_data(weights, device),
        bias: Some(Param::from_data(biases, device)),
    }
}

/// A softmax, always at the end, is no part of the logits.
fn module(activation: work::Activation) -> Activation {
    match activation {
        work::Activation::Linear | work::Activation::Softmax => Activation::Identity(Identity),
        work::Activation::Relu => Activation::Relu(Relu),
        work::Activation::Sigmoid => Activation::Sigmoid(Sigmoid),
        work::Activation::Tanh => Activation::Tanh(Tanh),
    }
}
