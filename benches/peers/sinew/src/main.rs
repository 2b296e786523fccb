//! Sinew itself, which the others are compared with.

use anyhow::{Context, Result, bail};
use sinew::prelude::*;
use sinew::{Array, Loss};
use work::{Bench, Predictor, SAMPLES, Samples};

network! { struct N1< 2 => 8 relu => 1 sigmoid >; }
network! { struct N2< 4 => 16 tanh => 16 tanh => 2 >; }
network! { struct N3< 64 => 32 relu => 10 softmax >; }
network! { struct N4< 784 => 128 relu => 10 softmax >; }

fn main() -> Result<()> {
    work::run("sinew", |bench| match bench.network().name.as_str() {
        "N1" => measure(bench, N1::zeros, MeanSquaredError),
        "N2" => measure(bench, N2::zeros, MeanSquaredError),
        "N3" => measure(bench, N3::zeros, CrossEntropy),
        "N4" => measure(bench, N4::zeros, CrossEntropy),
        other => bail!("no type is declared for {other}"),
    })
}

fn measure<N, L>(bench: &Bench, zeros: fn() -> N, loss: L) -> Result<()>
where
    N: Trainable,
    L: Loss<N::Head>,
    for<'a> &'a N::Input: TryFrom<&'a [f32]>,
{
    let net = || with_weights(zeros(), bench.network());
    bench.predict_one(One(net()))?;
    bench.predict_batch(Batch { net: net(), outputs: vec![N::Output::ZEROS; SAMPLES] })?;
    bench.train(|rate| Ok(Steps { net: net(), trainer: Trainer::new(loss, Sgd::new(rate)) }))
}

fn with_weights<N: Network>(mut net: N, network: &work::Network) -> N {
    let layers = network.layers.iter();
    let parameters = layers.flat_map(|layer| layer.weights.iter().chain(&layer.biases));
    for (place, parameter) in net.parameters_mut().iter_mut().zip(parameters) {
        *place = *parameter;
    }
    net
}

/// One sample at a time.
struct One<N>(N);

impl<N: Network> Predictor for One<N>
where
    for<'a> &'a N::Input: TryFrom<&'a [f32]>,
{
    type Inputs = N::Input;
    type Outputs = N::Output;

    fn inputs(&self, numbers: &[f32]) -> Result<N::Input> {
        Ok(array(numbers))
    }

    fn predict(&mut self, input: &N::Input) -> Result<N::Output> {
        Ok(self.0.predict(input))
    }

    fn numbers(&self, output: &N::Output) -> Result<Vec<f32>> {
        Ok(output.as_ref().to_vec())
    }

    fn predict_first(&mut self, inputs: &[f32]) -> Result<f32> {
        let input = inputs.try_into().ok().context("not the inputs of one sample")?;
        Ok(self.0.predict(input).as_ref()[0])
    }
}

/// Many samples at once, into a place that is reused.
struct Batch<N: Network> {
    net: N,
    outputs: Vec<N::Output>,
}

impl<N: Network> Predictor for Batch<N> {
    type Inputs = Vec<N::Input>;
    type Outputs = ();

    fn inputs(&self, numbers: &[f32]) -> Result<Vec<N::Input>> {
        Ok(arrays(numbers))
    }

    fn predict(&mut self, inputs: &Vec<N::Input>) -> Result<()> {
        Ok(self.net.predict_batch(inputs, &mut self.outputs)?)
    }

    fn numbers(&self, (): &()) -> Result<Vec<f32>> {
        Ok(self.outputs.iter().flat_map(AsRef::as_ref).copied().collect())
    }
}

/// A network and its trainer.
struct Steps<N: Trainable, L> {
    net: N,
    trainer: Trainer<N, L, Sgd>,
}

impl<N: Trainable, L: Loss<N::Head>> work::Trainer for Steps<N, L> {
    type Batch = Vec<(N::Input, N::Output)>;

    fn batch(&self, samples: Samples<'_>) -> Result<Self::Batch> {
        Ok(arrays(samples.inputs).into_iter().zip(arrays(samples.targets)).collect())
    }

    fn step(&mut self, batch: &Self::Batch) -> Result<()> {
        self.trainer.step(&mut self.net, batch)?;
        Ok(())
    }

    fn outputs(&mut self, inputs: &[f32]) -> Result<Vec<f32>> {
        let inputs: Vec<N::Input> = arrays(inputs);
        let outputs = inputs.iter().map(|input| self.net.predict(input));
        Ok(outputs.flat_map(|output| output.as_ref().to_vec()).collect())
    }
}

fn arrays<A: Array>(numbers: &[f32]) -> Vec<A> {
    numbers.chunks_exact(A::LENGTH).map(array).collect()
}

fn array<A: Array>(numbers: &[f32]) -> A {
    let mut array = A::ZEROS;
    array.as_mut().copy_from_slice(numbers);
    array
}
