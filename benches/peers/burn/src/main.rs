//! burn: its modules, losses and optimizer on `flex`, its backend for CPUs.

mod net;

use anyhow::{Context, Result};
use burn::nn::loss::{CrossEntropyLoss, MseLoss, Reduction};
use burn::optim::{GradientsParams, ModuleOptimizer, SgdConfig};
use burn::tensor::{Device, Int, Tensor};
use net::{Net, numbers, rows};
use work::{Loss, Network, Predictor, Samples, Trainer};

fn main() -> Result<()> {
    work::run("burn", |bench| {
        bench.predict_one(Fixed::new(bench.network()))?;
        bench.predict_batch(Fixed::new(bench.network()))?;
        bench.train(|learning_rate| Ok(Steps::new(bench.network(), learning_rate)))
    })
}

struct Fixed {
    net: Net,
    inputs: usize,
    device: Device,
}

impl Fixed {
    fn new(network: &Network) -> Self {
        let device = Device::flex();
        Self { net: Net::new(network, &device), inputs: network.inputs(), device }
    }
}

impl Predictor for Fixed {
    type Inputs = Tensor<2>;
    type Outputs = Tensor<2>;

    fn inputs(&self, numbers: &[f32]) -> Result<Tensor<2>> {
        Ok(rows(numbers, self.inputs, &self.device))
    }

    fn predict(&mut self, inputs: &Tensor<2>) -> Result<Tensor<2>> {
        Ok(self.net.forward(inputs.clone()))
    }

    fn numbers(&self, outputs: &Tensor<2>) -> Result<Vec<f32>> {
        numbers(outputs.clone())
    }
}

struct Steps {
    /// Absent only within a step, which takes it and gives it back.
    net: Option<Net>,
    network: Network,
    device: Device,
    cross_entropy: CrossEntropyLoss,
    optimizer: ModuleOptimizer,
    learning_rate: f64,
}

impl Steps {
    fn new(network: &Network, learning_rate: f32) -> Self {
        let device = Device::flex().autodiff();
        Self {
            net: Some(Net::new(network, &device)),
            network: network.clone(),
            cross_entropy: CrossEntropyLoss::new(None, &device),
            device,
            optimizer: SgdConfig::new().init(),
            learning_rate: learning_rate.into(),
        }
    }

    fn loss(&self, outputs: Tensor<2>, targets: Targets) -> Tensor<1> {
        match targets {
            Targets::Numbers(y) => MseLoss::new().forward(outputs, y, Reduction::Mean),
            Targets::Classes(y) => self.cross_entropy.forward(outputs, y),
        }
    }
}

/// What the losses take.
#[derive(Clone)]
enum Targets {
    Numbers(Tensor<2>),
    Classes(Tensor<1, Int>),
}

impl Trainer for Steps {
    type Batch = (Tensor<2>, Targets);

    fn batch(&self, samples: Samples<'_>) -> Result<Self::Batch> {
        let inputs = rows(samples.inputs, self.network.inputs(), &self.device);
        let targets = rows(samples.targets, self.network.outputs(), &self.device);
        Ok(match self.network.loss {
            Loss::MeanSquaredError => (inputs, Targets::Numbers(targets)),
            Loss::CrossEntropy => (inputs, Targets::Classes(targets.argmax(1).squeeze_dim(1))),
        })
    }

    fn step(&mut self, (inputs, targets): &Self::Batch) -> Result<()> {
        let net = self.net.take().context("the last step failed")?;
        let loss = self.loss(net.logits(inputs.clone()), targets.clone());
        let gradients = GradientsParams::from_grads(loss.backward(), &net);
        self.net = Some(self.optimizer.step(self.learning_rate, net, gradients));
        Ok(())
    }

    fn outputs(&mut self, inputs: &[f32]) -> Result<Vec<f32>> {
        let net = self.net.as_ref().context("the last step failed")?;
        numbers(net.forward(rows(inputs, self.network.inputs(), &self.device)))
    }
}
