//! The works that are measured, for any network.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use sinew::prelude::*;
use sinew::{Array, Loss, Values};

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

/// Measures all works of a network.
pub(crate) fn measure<N, L>(
    criterion: &mut Criterion,
    table: &mut Table,
    shape: &Shape,
    mut net: N,
    loss: L,
) where
    N: Trainable,
    L: Loss<N::Head>,
{
    let samples: Vec<(N::Input, N::Output)> = (0..SAMPLES).map(sample).collect();
    let inputs: Vec<N::Input> = samples.iter().map(|(input, _)| *input).collect();
    let mut outputs = vec![N::Output::ZEROS; SAMPLES];
    let mut next = (0..SAMPLES).cycle();
    let mut run = |work, count, operations, routine: &mut dyn FnMut()| {
        let id = BenchmarkId::new(shape.name, work);
        criterion.bench_with_input(id, &(), |bencher, ()| bencher.iter(&mut *routine));
        table.add(shape, work, count, operations);
    };

    run("one", 1, shape.inference(), &mut || {
        let place = next.next().unwrap_or_default();
        black_box(net.predict(black_box(&inputs[place])));
    });
    let mut input = inputs[0];
    run(CHAINED, 1, shape.inference(), &mut || {
        input.flat_mut()[0] = net.predict(&input).flat()[0] * 1e-3;
    });
    black_box(input);
    run("batch of 256", SAMPLES, shape.inference(), &mut || {
        let done = net.predict_batch(black_box(&inputs), &mut outputs);
        assert!(done.is_ok(), "both slices are of one length");
        black_box(&mut outputs);
    });
    let mut trainer = Trainer::new(loss, Sgd::new(LEARNING_RATE));
    let mut batches = samples.chunks(BATCH).cycle();
    run("train 32", BATCH, shape.training(), &mut || {
        let batch = batches.next().unwrap_or_default();
        assert!(trainer.step(&mut net, black_box(batch)).is_ok(), "the loss is finite");
    });
    let mut trainer = Trainer::new(loss, Sgd::new(LEARNING_RATE));
    let mut batches = samples.chunks(1).cycle();
    run("train 1", 1, shape.training(), &mut || {
        let batch = batches.next().unwrap_or_default();
        assert!(trainer.step(&mut net, black_box(batch)).is_ok(), "the loss is finite");
    });
}
