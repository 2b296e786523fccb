//! The works, for each network.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::Parser;
use serde::Serialize;

use crate::check::outputs_agree;
use crate::fixture::{Fixture, Network, SAMPLES, Samples};
use crate::measure::nanoseconds;
use crate::peer::{Predictor, Trainer};

/// How many samples a step of training takes.
const BATCH: usize = 32;
/// So slow that no network leaves its range, however long it is measured.
const LEARNING_RATE: f32 = 1e-6;
/// How much of an output comes back as an input.
const FEEDBACK: f32 = 1e-3;

/// Measures a peer, and prints a line of JSON for each work of each network.
#[derive(Debug, Parser)]
struct Options {
    /// The version of the peer
    #[arg(long)]
    peer_version: String,
    /// Networks with samples and expected outputs, as written by `reference/fixtures.py`
    #[arg(required = true)]
    fixtures: Vec<PathBuf>,
}

/// A network that a peer is measured on.
#[derive(Debug)]
pub struct Bench {
    peer: &'static str,
    version: String,
    fixture: Fixture,
    file: PathBuf,
}

/// What is printed.
#[derive(Debug, Serialize)]
struct Record<'a> {
    peer: &'a str,
    version: &'a str,
    network: &'a str,
    work: &'a str,
    /// Nanoseconds a sample.
    ns: f64,
}

/// The whole of a peer's program: measures it on each network of the command line.
///
/// # Errors
///
/// If a fixture cannot be read, if the peer fails, or if its outputs are not those of the reference.
pub fn run(peer: &'static str, measure: impl Fn(&Bench) -> Result<()>) -> Result<()> {
    let Options { peer_version, fixtures } = Options::parse();
    for file in fixtures {
        let fixture = Fixture::read(&file).with_context(|| {
            format!("{} is not readable; run.sh writes it anew", file.display())
        })?;
        let bench = Bench { peer, version: peer_version.clone(), fixture, file };
        measure(&bench).with_context(|| format!("{peer} failed on {}", bench.network().name))?;
    }
    Ok(())
}

impl Bench {
    /// The network, with its weights.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.fixture.network
    }

    /// The same network as an ONNX file.
    #[must_use]
    pub fn onnx(&self) -> PathBuf {
        Path::new(&self.file).with_extension("onnx")
    }

    /// W1 and W1d: one sample, calls back to back, and calls that wait for the last one's output.
    ///
    /// # Errors
    ///
    /// Those of the peer, and outputs that are not those of the reference.
    pub fn predict_one<P: Predictor>(&self, mut peer: P) -> Result<()> {
        let samples = self.fixture.inputs.chunks_exact(self.network().inputs());
        let inputs = samples.map(|sample| peer.inputs(sample)).collect::<Result<Vec<_>>>()?;
        let mut found = Vec::new();
        for input in &inputs {
            let outputs = peer.predict(input)?;
            found.extend(peer.numbers(&outputs)?);
        }
        outputs_agree("one sample after the other", &found, &self.fixture.expected.outputs)?;

        self.record("W1", 1, |call| {
            black_box(peer.predict(black_box(&inputs[call % SAMPLES]))?);
            Ok(())
        })?;
        let mut chained = self.fixture.inputs[..self.network().inputs()].to_vec();
        self.record("W1d", 1, |_| {
            chained[0] = FEEDBACK * peer.predict_first(&chained)?;
            Ok(())
        })
    }

    /// W2: all [`SAMPLES`] at once.
    ///
    /// # Errors
    ///
    /// Those of the peer, and outputs that are not those of the reference.
    pub fn predict_batch<P: Predictor>(&self, mut peer: P) -> Result<()> {
        let inputs = peer.inputs(&self.fixture.inputs)?;
        let outputs = peer.predict(&inputs)?;
        let found = peer.numbers(&outputs)?;
        outputs_agree("all samples at once", &found, &self.fixture.expected.outputs)?;
        drop(outputs);

        self.record("W2", SAMPLES, |_| {
            black_box(peer.predict(black_box(&inputs))?);
            Ok(())
        })
    }

    /// W3 and W3b: a step on a batch, and a step on one sample. `trainer` starts from the network's
    /// weights, with the learning rate that it is given.
    ///
    /// # Errors
    ///
    /// Those of the peer, and outputs of the trained network that are not those of the reference.
    pub fn train<T: Trainer>(&self, trainer: impl Fn(f32) -> Result<T>) -> Result<()> {
        self.check_steps(&trainer)?;
        self.measure_steps::<T, BATCH>("W3", trainer(LEARNING_RATE)?)?;
        self.measure_steps::<T, 1>("W3b", trainer(LEARNING_RATE)?)
    }

    fn check_steps<T: Trainer>(&self, trainer: impl Fn(f32) -> Result<T>) -> Result<()> {
        let Fixture { expected, learning_rate, inputs, .. } = &self.fixture;
        let after = |batches: &mut dyn Iterator<Item = Samples<'_>>| {
            let mut trainer = trainer(*learning_rate)?;
            for samples in batches {
                let batch = trainer.batch(samples)?;
                trainer.step(&batch)?;
            }
            trainer.outputs(inputs)
        };
        let found = after(&mut self.fixture.batches(BATCH).take(1))?;
        outputs_agree("after a step on a batch", &found, &expected.outputs_after_step)?;
        let found = after(&mut self.fixture.batches(1).take(BATCH))?;
        outputs_agree("after online steps", &found, &expected.outputs_after_online_steps)
    }

    /// Steps on batches of `COUNT` samples.
    fn measure_steps<T: Trainer, const COUNT: usize>(
        &self,
        work: &str,
        mut trainer: T,
    ) -> Result<()> {
        let batches = self.fixture.batches(COUNT);
        let batches = batches.map(|samples| trainer.batch(samples)).collect::<Result<Vec<_>>>()?;
        self.record(work, COUNT, |call| trainer.step(black_box(&batches[call % (SAMPLES / COUNT)])))
    }

    /// Measures a call that works on so many samples, and prints it.
    fn record(
        &self,
        work: &str,
        samples: usize,
        call: impl FnMut(usize) -> Result<()>,
    ) -> Result<()> {
        let ns = nanoseconds(call)? / samples as f64;
        let Self { peer, version, .. } = self;
        let record = Record { peer, version, network: &self.network().name, work, ns };
        println!("{}", serde_json::to_string(&record)?);
        Ok(())
    }
}
