//! The works that are measured, for any network.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use sinew::prelude::*;
use sinew::{Array, Loss, Mode, Values};

use crate::machine;
use crate::samples::sample;
use crate::table::Table;

/// How many samples there are, and how many a batch of `predict_batch` has.
const SAMPLES: usize = 256;
/// How many samples a batch of training has.
const BATCH: usize = 32;
/// So slow that no network leaves its range, however long it is measured.
const LEARNING_RATE: f32 = 1e-6;

/// The work of which each input waits for the last output.
pub(crate) const CHAINED: &str = "one, chained";
/// Steps of training, on batches and on one sample.
pub(crate) const TRAIN_32: &str = "train 32";
pub(crate) const TRAIN_1: &str = "train 1";
/// All parameters, read once, as each prediction must.
pub(crate) const READING: &str = "parameters read";
/// The same, and then each changed where it is, as each step of training must.
pub(crate) const CHANGING: &str = "read and changed";
/// An epoch of training on batches, in an order drawn anew.
const FIT_32: &str = "fit 32, shuffled";
/// Training with the same bits on every CPU.
pub(crate) const DETERMINISTIC_32: &str = "train 32, deterministic";
pub(crate) const DETERMINISTIC_1: &str = "train 1, deterministic";

/// What the table says of a network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) multiply_adds: usize,
    /// Multiply-adds of the first layer, through which no gradient goes on.
    pub(crate) first_layer: usize,
}

impl Shape {
    /// Floating-point operations of a prediction.
    pub(crate) const fn inference(&self) -> usize {
        2 * self.multiply_adds
    }

    /// Floating-point operations of training with a sample: forward, weights, and back.
    pub(crate) const fn training(&self) -> usize {
        2 * (3 * self.multiply_adds - self.first_layer)
    }
}

/// Where works of a network are measured, and what is said of them.
pub(crate) struct Bench<'a> {
    pub(crate) criterion: &'a mut Criterion,
    pub(crate) table: &'a mut Table,
    pub(crate) shape: &'a Shape,
}

impl Bench<'_> {
    /// Measures all works of a network.
    pub(crate) fn measure<N, L>(&mut self, mut net: N, loss: L)
    where
        N: Trainable,
        L: Loss<N::Head>,
    {
        self.table.measure_machine(self.criterion, self.shape.name);
        let samples: Vec<(N::Input, N::Output)> = (0..SAMPLES).map(sample).collect();
        let inputs: Vec<N::Input> = samples.iter().map(|(input, _)| *input).collect();
        let mut outputs = vec![N::Output::ZEROS; SAMPLES];
        let mut next = (0..SAMPLES).cycle();
        let (inference, training) = (self.shape.inference(), self.shape.training());
        self.run("one", 1, inference, || {
            let place = next.next().unwrap_or_default();
            black_box(net.predict(black_box(&inputs[place])));
        });
        let mut input = inputs[0];
        self.run(CHAINED, 1, inference, || {
            input.flat_mut()[0] = net.predict(&input).flat()[0] * 1e-3;
        });
        black_box(input);
        self.run("batch of 256", SAMPLES, inference, || {
            let done = net.predict_batch(black_box(&inputs), &mut outputs);
            assert!(done.is_ok(), "both slices are of one length");
            black_box(&mut outputs);
        });
        for (work, size) in [(TRAIN_32, BATCH), (TRAIN_1, 1)] {
            let trainer = Trainer::new(loss, Sgd::new(LEARNING_RATE));
            self.run(work, size, training, steps(trainer, &mut net, &samples, size));
        }
    }

    /// Measures an epoch of training, from the order of its samples on.
    pub(crate) fn measure_fit<N, L>(&mut self, mut net: N, loss: L)
    where
        N: Trainable,
        L: Loss<N::Head>,
    {
        let samples: Vec<(N::Input, N::Output)> = (0..SAMPLES).map(sample).collect();
        let mut trainer = Trainer::new(loss, Sgd::new(LEARNING_RATE));
        trainer.epochs(1).batch(BATCH);
        self.run(FIT_32, SAMPLES, self.shape.training(), || {
            assert!(trainer.fit(&mut net, black_box(&samples)).is_ok(), "the loss is finite");
        });
    }

    /// Measures steps of training that give the same bits on every CPU.
    pub(crate) fn measure_deterministic<N, L>(&mut self, mut net: N, loss: L)
    where
        N: Trainable,
        L: Loss<N::Head>,
    {
        let samples: Vec<(N::Input, N::Output)> = (0..SAMPLES).map(sample).collect();
        for (work, size) in [(DETERMINISTIC_32, BATCH), (DETERMINISTIC_1, 1)] {
            let trainer = Trainer::deterministic(loss, Sgd::new(LEARNING_RATE));
            self.run(work, size, self.shape.training(), steps(trainer, &mut net, &samples, size));
        }
    }

    /// Measures what no prediction of one sample can undercut, and no step of training with one: reading all
    /// parameters, and changing them.
    pub(crate) fn measure_memory<N: Network>(&mut self, mut net: N) {
        let (inference, training) = (self.shape.inference(), self.shape.training());
        self.run(READING, 1, inference, || {
            black_box(machine::sum(black_box(net.parameters())));
        });
        self.run(CHANGING, 1, training, || {
            let parameters = black_box(net.parameters_mut());
            black_box(machine::sum(parameters));
            machine::scale(parameters, black_box(1.0 - LEARNING_RATE));
        });
    }

    /// Measures a work on so many samples, each of so many operations.
    fn run(
        &mut self,
        work: &'static str,
        samples: usize,
        operations: usize,
        routine: impl FnMut(),
    ) {
        let (mut routine, id) = (routine, BenchmarkId::new(self.shape.name, work));
        self.criterion.bench_with_input(id, &(), |bencher, ()| bencher.iter(&mut routine));
        self.table.add(self.shape, work, samples, operations);
    }
}

/// A step on one batch after the other.
fn steps<N, L, M>(
    mut trainer: Trainer<N, L, Sgd, M>,
    net: &mut N,
    samples: &[(N::Input, N::Output)],
    size: usize,
) -> impl FnMut()
where
    N: Trainable,
    L: Loss<N::Head>,
    M: Mode,
{
    let mut batches = samples.chunks(size).cycle();
    move || {
        let batch = batches.next().unwrap_or_default();
        assert!(trainer.step(net, black_box(batch)).is_ok(), "the loss is finite");
    }
}
