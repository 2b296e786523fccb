//! The works whose instructions are counted, for any network.

use std::hint::black_box;

use sinew::prelude::*;
use sinew::{Array, Loss};

use crate::samples::sample;

/// How many samples a batch of `predict_batch` has.
const SAMPLES: usize = 256;
/// How many samples a batch of training has.
const BATCH: usize = 32;

/// Does all works of a network with a loss that fits it.
pub(crate) fn run<N, L>(network: &str, mut net: N, loss: L)
where
    N: Trainable,
    L: Loss<N::Head>,
{
    let samples: Vec<(N::Input, N::Output)> = (0..SAMPLES).map(sample).collect();
    let inputs: Vec<N::Input> = samples.iter().map(|(input, _)| *input).collect();
    let mut outputs = vec![N::Output::ZEROS; SAMPLES];
    let mut trainer = Trainer::new(loss, Sgd::new(0.01));

    count(network, "predict", &mut || {
        black_box(net.predict(black_box(&inputs[0])));
    });
    count(network, "predict 256", &mut || {
        black_box(net.predict_batch(black_box(&inputs), &mut outputs)).unwrap();
    });
    for batch in [&samples[..BATCH], &samples[..1]] {
        count(network, &format!("train {}", batch.len()), &mut || {
            black_box(trainer.step(&mut net, black_box(batch))).unwrap();
        });
    }
}

/// Names the work, and does it twice: the first time, symbols are bound and the CPU is asked what
/// it can do.
fn count(network: &str, work: &str, routine: &mut dyn FnMut()) {
    println!("{network} {work}");
    routine();
    counted(routine);
}

/// Callgrind counts from here on, and writes down what it counted when this returns.
#[inline(never)]
fn counted(routine: &mut dyn FnMut()) {
    routine();
}
