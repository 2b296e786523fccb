//! dfdx: networks as types, on its CPU device.

mod net;

use anyhow::{Result, anyhow, bail};
use dfdx::optim::{Sgd, SgdConfig};
use dfdx::prelude::*;
use net::{Learns, Predicts, Rows, Weights, build, rows};
use work::{Bench, Loss, Predictor, Samples};

type N1 = ((Linear<2, 8>, ReLU, Linear<8, 1>), Sigmoid);
type N2 = (Linear<4, 16>, Tanh, Linear<16, 16>, Tanh, Linear<16, 2>);
// Up to the logits, from which the loss is computed.
type N3Logits = (Linear<64, 32>, ReLU, Linear<32, 10>);
type N4Logits = (Linear<784, 128>, ReLU, Linear<128, 10>);

fn main() -> Result<()> {
    dfdx::flush_denormals_to_zero();
    work::run("dfdx", |bench| match bench.network().name.as_str() {
        "N1" => measure::<N1, N1, 2, 1>(bench),
        "N2" => measure::<N2, N2, 4, 2>(bench),
        "N3" => measure::<(N3Logits, Softmax), N3Logits, 64, 10>(bench),
        "N4" => measure::<(N4Logits, Softmax), N4Logits, 784, 10>(bench),
        other => bail!("no type is declared for {other}"),
    })
}

/// Measures a network, and training up to where its loss begins.
fn measure<N, Trained, const I: usize, const O: usize>(bench: &Bench) -> Result<()>
where
    N: BuildOnDevice<Cpu, f32>,
    N::Built: Predicts<I, O> + Weights,
    Trained: BuildOnDevice<Cpu, f32>,
    Trained::Built: Predicts<I, O> + Learns<I, O> + Weights,
{
    let device = Cpu::default();
    let network = bench.network();
    let fixed = || Fixed::<_, I, O> { device: device.clone(), net: build::<N>(&device, network) };
    bench.predict_one(fixed())?;
    bench.predict_batch(fixed())?;
    bench.train(|learning_rate| {
        let net = build::<Trained>(&device, network);
        Ok(Steps::<_, I, O>::new(device.clone(), net, network.loss, learning_rate))
    })
}

struct Fixed<M, const I: usize, const O: usize> {
    device: Cpu,
    net: M,
}

impl<M: Predicts<I, O>, const I: usize, const O: usize> Predictor for Fixed<M, I, O> {
    type Inputs = Rows<I>;
    type Outputs = Rows<O>;

    fn inputs(&self, numbers: &[f32]) -> Result<Rows<I>> {
        Ok(rows(&self.device, numbers))
    }

    fn predict(&mut self, inputs: &Rows<I>) -> Result<Rows<O>> {
        self.net.try_forward(inputs.clone()).map_err(failed)
    }

    fn numbers(&self, outputs: &Rows<O>) -> Result<Vec<f32>> {
        Ok(outputs.as_vec())
    }
}

struct Steps<M, const I: usize, const O: usize> {
    device: Cpu,
    net: M,
    loss: Loss,
    optimizer: Sgd<M, f32, Cpu>,
    /// Their memory goes from step to step.
    gradients: Gradients<f32, Cpu>,
}

impl<M: Learns<I, O>, const I: usize, const O: usize> Steps<M, I, O> {
    fn new(device: Cpu, net: M, loss: Loss, learning_rate: f32) -> Self {
        let config = SgdConfig { lr: learning_rate.into(), momentum: None, weight_decay: None };
        let (optimizer, gradients) = (Sgd::new(&net, config), net.alloc_grads());
        Self { device, net, loss, optimizer, gradients }
    }
}

impl<M, const I: usize, const O: usize> work::Trainer for Steps<M, I, O>
where
    M: Learns<I, O> + Predicts<I, O>,
{
    type Batch = (Rows<I>, Rows<O>);

    fn batch(&self, samples: Samples<'_>) -> Result<Self::Batch> {
        Ok((rows(&self.device, samples.inputs), rows(&self.device, samples.targets)))
    }

    fn step(&mut self, (inputs, targets): &Self::Batch) -> Result<()> {
        let gradients = std::mem::replace(&mut self.gradients, Gradients::leaky());
        let traced = inputs.clone().traced(gradients);
        let outputs = self.net.try_forward_mut(traced).map_err(failed)?;
        let loss = match self.loss {
            Loss::MeanSquaredError => mse_loss(outputs, targets.clone()),
            Loss::CrossEntropy => cross_entropy_with_logits_loss(outputs, targets.clone()),
        };
        self.gradients = loss.try_backward().map_err(failed)?;
        self.optimizer.update(&mut self.net, &self.gradients).map_err(failed)?;
        self.net.try_zero_grads(&mut self.gradients).map_err(failed)
    }

    fn outputs(&mut self, inputs: &[f32]) -> Result<Vec<f32>> {
        let outputs = self.net.try_forward(rows(&self.device, inputs)).map_err(failed)?;
        Ok(match self.loss {
            Loss::MeanSquaredError => outputs.as_vec(),
            Loss::CrossEntropy => outputs.softmax::<Axis<1>>().as_vec(),
        })
    }
}

/// Its errors are not those of `std`.
fn failed(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow!("{error:?}")
}
