//! candle: `candle_nn`'s layers, losses and optimizer on eager tensors.

mod net;

use anyhow::Result;
use candle_core::Tensor;
use candle_nn::{Optimizer, SGD, loss};
use net::{Net, classes, rows};
use work::{Loss, Network, Predictor, Samples, Trainer};

fn main() -> Result<()> {
    work::run("candle", |bench| {
        bench.predict_one(Fixed::new(bench.network())?)?;
        bench.predict_batch(Fixed::new(bench.network())?)?;
        bench.train(|learning_rate| Steps::new(bench.network(), learning_rate))
    })
}

struct Fixed {
    net: Net,
    inputs: usize,
}

impl Fixed {
    fn new(network: &Network) -> Result<Self> {
        Ok(Self { net: Net::fixed(network)?, inputs: network.inputs() })
    }
}

impl Predictor for Fixed {
    type Inputs = Tensor;
    type Outputs = Tensor;

    fn inputs(&self, numbers: &[f32]) -> Result<Tensor> {
        Ok(rows(numbers, self.inputs)?)
    }

    fn predict(&mut self, inputs: &Tensor) -> Result<Tensor> {
        Ok(self.net.forward(inputs)?)
    }

    fn numbers(&self, outputs: &Tensor) -> Result<Vec<f32>> {
        Ok(outputs.flatten_all()?.to_vec1()?)
    }
}

struct Steps {
    net: Net,
    network: Network,
    optimizer: SGD,
}

impl Steps {
    fn new(network: &Network, learning_rate: f32) -> Result<Self> {
        let (net, variables) = Net::trainable(network)?;
        let optimizer = SGD::new(variables, f64::from(learning_rate))?;
        Ok(Self { net, network: network.clone(), optimizer })
    }
}

impl Trainer for Steps {
    type Batch = (Tensor, Tensor);

    fn batch(&self, samples: Samples<'_>) -> Result<Self::Batch> {
        let inputs = rows(samples.inputs, self.network.inputs())?;
        let targets = rows(samples.targets, self.network.outputs())?;
        Ok(match self.network.loss {
            Loss::MeanSquaredError => (inputs, targets),
            Loss::CrossEntropy => (inputs, classes(&targets)?),
        })
    }

    fn step(&mut self, (inputs, targets): &Self::Batch) -> Result<()> {
        let outputs = self.net.logits(inputs)?;
        let loss = match self.network.loss {
            Loss::MeanSquaredError => loss::mse(&outputs, targets),
            Loss::CrossEntropy => loss::cross_entropy(&outputs, targets),
        };
        Ok(self.optimizer.backward_step(&loss?)?)
    }

    fn outputs(&mut self, inputs: &[f32]) -> Result<Vec<f32>> {
        let outputs = self.net.forward(&rows(inputs, self.network.inputs())?)?;
        Ok(outputs.flatten_all()?.to_vec1()?)
    }
}
