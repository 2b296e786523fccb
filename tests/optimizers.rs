//! Each optimizer against steps computed by hand.
//!
//! The network is one weight, `a = w x`, the sample `x = 1, y = 0`, so that with the mean squared
//! error `L(w) = w²` and `∇L(w) = 2 w`. It starts at `w = 1`; `μ = 0.1` and `α = 0.5`.

use sinew::Optimizer;
use sinew::prelude::*;

network! {
    #[derive(Clone)]
    struct Weight< 1 => 1 [no_bias] >;
}

const SAMPLE: [([f32; 1], [f32; 1]); 1] = [([1.0], [0.0])];

/// The weight after each of the first steps.
fn weights<O: Optimizer>(optimizer: O, count: usize) -> Vec<f32> {
    let mut net = Weight::from_parameters([1.0]);
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    (0..count)
        .map(|_| {
            trainer.step(&mut net, &SAMPLE).unwrap();
            net.parameters()[0]
        })
        .collect()
}

#[track_caller]
fn check(found: &[f32], by_hand: &[f32]) {
    for (found, by_hand) in found.iter().zip(by_hand) {
        assert!((found - by_hand).abs() < 1e-6, "{found} instead of {by_hand}");
    }
}

/// `w ← w - 0.1 * 2 w = 0.8 w`.
#[test]
fn sgd() {
    check(&weights(Sgd::new(0.1), 3), &[0.8, 0.64, 0.512]);
}

/// `v ← 0.2 w + 0.5 v`, `w ← w - v`:
/// `v = 0.2, w = 0.8`; `v = 0.16 + 0.1 = 0.26, w = 0.54`; `v = 0.108 + 0.13 = 0.238, w = 0.302`.
#[test]
fn momentum() {
    check(&weights(Momentum::new(0.1, 0.5), 3), &[0.8, 0.54, 0.302]);
}

/// `v ← 0.2 (w - 0.5 v) + 0.5 v`, `w ← w - v`:
/// `v = 0.2, w = 0.8`; `v = 0.14 + 0.1 = 0.24, w = 0.56`; `v = 0.088 + 0.12 = 0.208, w = 0.352`.
#[test]
fn nesterov() {
    check(&weights(Nesterov::new(0.1, 0.5), 3), &[0.8, 0.56, 0.352]);
}

#[test]
fn without_momentum_all_are_plain_descent() {
    let plain = weights(Sgd::new(0.1), 10);
    check(&weights(Momentum::new(0.1, 0.0), 10), &plain);
    check(&weights(Nesterov::new(0.1, 0.0), 10), &plain);
}

/// The loss that a step reports is the one at the parameters, or, for Nesterov, where it looked.
#[test]
fn the_loss_before_the_step() {
    let mut net = Weight::from_parameters([1.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    check(&[trainer.step(&mut net, &SAMPLE).unwrap()], &[1.0]);
    check(&[trainer.step(&mut net, &SAMPLE).unwrap()], &[0.64]);

    // The second step looks from w = 0.8 ahead to 0.8 - 0.5 * 0.2 = 0.7.
    let mut net = Weight::from_parameters([1.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Nesterov::new(0.1, 0.5));
    check(&[trainer.step(&mut net, &SAMPLE).unwrap()], &[1.0]);
    check(&[trainer.step(&mut net, &SAMPLE).unwrap()], &[0.49]);
}
