//! A network of `candle_nn`'s layers.

use candle_core::{D, Device, Result, Tensor, Var};
use candle_nn::{Linear, Module, ops};
use work::{Activation, Layer, Network};

pub(crate) struct Net(Vec<(Linear, Activation)>);

impl Net {
    /// With fixed weights, for predictions: nothing is kept for a backward pass.
    pub(crate) fn fixed(network: &Network) -> Result<Self> {
        let layers = network.layers.iter().map(|layer| {
            let [weights, biases] = parameters(layer)?;
            Ok((Linear::new(weights, Some(biases)), layer.activation))
        });
        Ok(Self(layers.collect::<Result<_>>()?))
    }

    /// With variables, which are returned too.
    pub(crate) fn trainable(network: &Network) -> Result<(Self, Vec<Var>)> {
        let (mut layers, mut variables) = (Vec::new(), Vec::new());
        for layer in &network.layers {
            let [weights, biases] = parameters(layer)?;
            let (weights, biases) = (Var::from_tensor(&weights)?, Var::from_tensor(&biases)?);
            let linear = Linear::new(weights.as_tensor().clone(), Some(biases.as_tensor().clone()));
            layers.push((linear, layer.activation));
            variables.extend([weights, biases]);
        }
        Ok((Self(layers), variables))
    }

    pub(crate) fn forward(&self, inputs: &Tensor) -> Result<Tensor> {
        let outputs = self.logits(inputs)?;
        match self.0.last() {
            Some((_, Activation::Softmax)) => ops::softmax_last_dim(&outputs),
            _ => Ok(outputs),
        }
    }

    /// All but a softmax at the end.
    pub(crate) fn logits(&self, inputs: &Tensor) -> Result<Tensor> {
        self.0.iter().try_fold(inputs.clone(), |a, (linear, activation)| {
            let z = linear.forward(&a)?;
            match activation {
                Activation::Linear | Activation::Softmax => Ok(z),
                Activation::Relu => z.relu(),
                Activation::Sigmoid => ops::sigmoid(&z),
                Activation::Tanh => z.tanh(),
            }
        })
    }
}

/// Rows of so many numbers.
pub(crate) fn rows(numbers: &[f32], columns: usize) -> Result<Tensor> {
    Tensor::from_slice(numbers, (numbers.len() / columns, columns), &Device::Cpu)
}

/// The class that each row of a table of zeros and ones stands for.
pub(crate) fn classes(targets: &Tensor) -> Result<Tensor> {
    targets.argmax(D::Minus1)
}

/// Weights with a row for each unit, and biases.
fn parameters(layer: &Layer) -> Result<[Tensor; 2]> {
    let weights = rows(&layer.weights_by_unit(), layer.inputs)?;
    let biases = Tensor::from_slice(&layer.biases, layer.units, &Device::Cpu)?;
    Ok([weights, biases])
}
