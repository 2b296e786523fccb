//! Plain descent of one network along each loss that PyTorch has, behind the activation that fits it.

use sinew::prelude::*;
use sinew::{Error, Huber};

use super::{BOUNDS, Dense as Softmax, OPTIMIZERS, Task, numbers, single};

const LEARNING_RATE: f32 = 0.1;

/// The mean loss of a batch is off by no more than this share of itself, and this besides.
const LOSS: f64 = 2e-6;

/// Before each of the steps that are compared, the loss too.
fn hold_loss(run: &str, step: usize, found: Result<f32, Error>) {
    let found = f64::from(found.unwrap());
    if BOUNDS.iter().any(|(steps, _)| *steps == step + 1) {
        let theirs = numbers(OPTIMIZERS, &format!("dense,{run},{},loss", step + 1))[0];
        let error = (found - theirs).abs();
        assert!(error <= LOSS * (theirs.abs() + 1.0), "{run} at {step}: {found}, not {theirs}");
    }
}

network! { #[derive(Clone)] struct Linear< 5 => 7 tanh => 3 >; }
network! { #[derive(Clone)] struct Sigmoid< 5 => 7 tanh => 3 sigmoid >; }

/// A test of a loss with the activation behind which it stands.
macro_rules! check {
    ($test:ident is $run:literal, by $batch:literal: $loss:expr, $net:ident) => {
        #[test]
        fn $test() {
            let task = Task::new("dense", $net::zeros(), $loss, $batch);
            let mut trainer = Trainer::new(task.loss, Sgd::new(LEARNING_RATE));
            let batches: Vec<_> = task.samples.chunks(task.batch).collect();
            task.descend($run, |net, step| {
                hold_loss($run, step, trainer.step(net, batches[step % batches.len()]));
            });
        }
    };
}

check!(mean_squared_error is "mean_squared_error", by 40: MeanSquaredError, Linear);
check!(mean_absolute_error is "mean_absolute_error", by 8: MeanAbsoluteError, Linear);
check!(huber is "huber", by 40: Huber { delta: 0.25 }, Linear);
check!(binary is "binary_cross_entropy", by 40: BinaryCrossEntropy, Sigmoid);
check!(binary_of_logits is "binary_cross_entropy_with_logits", by 40: BinaryCrossEntropyWithLogits, Linear);
check!(classes is "cross_entropy", by 40: CrossEntropy, Softmax);
check!(classes_of_logits is "cross_entropy", by 40: CrossEntropyWithLogits, Linear);
check!(smoothed is "smoothed_cross_entropy", by 40: CrossEntropy.label_smoothing(0.1), Softmax);
check!(smoothed_of_logits is "smoothed_cross_entropy", by 40: CrossEntropyWithLogits.label_smoothing(0.1), Linear);
check!(kullback_leibler is "kullback_leibler", by 40: KullbackLeibler, Softmax);
check!(cosine_distance is "cosine_distance", by 40: CosineDistance, Linear);

#[test]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "they are 0, 1 and 2")]
fn numbers_of_classes() {
    let task = Task::new("dense", Softmax::zeros(), CrossEntropy, 40);
    let classes = numbers(OPTIMIZERS, "dense,data,0,classes");
    let classes: Vec<_> = classes.iter().map(|class| *class as u8).collect();
    let inputs: Vec<_> = task.samples.iter().map(|(input, _)| *input).collect();
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(LEARNING_RATE));
    task.descend("classes", |net, step| {
        hold_loss("classes", step, trainer.step(net, &(&inputs[..], &classes[..])));
    });
}

/// The mean is that by weights: `Σ w L / Σ w`.
#[test]
fn samples_with_weights() {
    let task = Task::new("dense", Softmax::zeros(), CrossEntropy, 8);
    let weights: Vec<_> = single(&numbers(OPTIMIZERS, "dense,data,0,weights")).collect();
    let batches: Vec<_> = task.samples.chunks(8).zip(weights.chunks(8)).collect();
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(LEARNING_RATE));
    task.descend("weighted", |net, step| {
        let (samples, weights) = batches[step % batches.len()];
        hold_loss("weighted", step, trainer.step(net, &samples.weighted(weights)));
    });
}
