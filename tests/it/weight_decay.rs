//! `.weights_only()`: which parameters decay, and that nothing else of a step differs.

use sinew::prelude::*;
use sinew::{Array, Error, Linear, Optimizer, Quantity};

const LEARNING_RATE: f32 = 0.5;
const DECAY: f32 = 0.25;

/// Which parameters a step takes to `w - μ λ w` where the loss has no gradient; the others keep every bit.
fn decayed<N: Trainable<Head = Linear>>(net: &mut N) -> Vec<bool> {
    for (place, parameter) in net.parameters_mut().iter_mut().enumerate() {
        *parameter = 0.1 + 0.01 * place as f32;
    }
    let before = net.parameters().to_vec();
    let input = N::Input::ZEROS;
    let sample = (input, net.predict(&input));
    let optimizer = Sgd::new(LEARNING_RATE).weight_decay(DECAY).weights_only();
    Trainer::new(MeanSquaredError, optimizer).step(net, &[sample]).unwrap();
    let both = net.parameters().iter().zip(before);
    both.map(|(after, before)| {
        let is_decayed = (after / before - (1.0 - LEARNING_RATE * DECAY)).abs() < 1e-5;
        assert!(is_decayed || *after == before, "{before} is {after}");
        is_decayed
    })
    .collect()
}

/// So many parameters each, every second part decayed, not the first.
fn parts(counts: &[usize]) -> Vec<bool> {
    let part = |(number, count): (usize, &usize)| vec![number % 2 == 1; *count];
    counts.iter().enumerate().flat_map(part).collect()
}

network! { struct Inner< 2 => 3 => 2 >; }
network! { struct Norms< 2 => layer_norm => affine >; }
network! { struct Frozen< 2 => 3 => 2 [freeze] >; }

#[test]
fn weights_of_dense_layers_and_no_others() {
    let mut dense = network!(2 => 3 => 17 [no_bias] => 1);
    assert_eq!(decayed(&mut dense), parts(&[0, 2 * 3, 3, 3 * 17 + 17, 1]));
    let mut norms = network!(2 => standardize => 3 prelu => layer_norm => affine => 2);
    assert_eq!(decayed(&mut norms), parts(&[3 * 2, 2 * 3, 3 + 3 + 6 + 6, 3 * 2, 2]));
    let mut without = network!(2 => Norms => affine);
    assert_eq!(decayed(&mut without), parts(&[4 + 4 + 4]));
}

#[test]
fn frozen_weights_stay() {
    let mut frozen = network!(2 => 3 [freeze] => 2 [no_bias]);
    assert_eq!(decayed(&mut frozen), parts(&[6 + 3, 6]));
    let mut nested = network!(2 => Frozen => 1);
    assert_eq!(decayed(&mut nested), parts(&[0, 6, 3 + 6 + 2, 2, 1]));
}

#[test]
fn weights_of_blocks_and_of_networks_inside() {
    let mut net = network!(2 => Inner => residual { 2 => layer_norm => 2 [no_bias] } => 1);
    assert_eq!(decayed(&mut net), parts(&[0, 6, 3, 6, 2, 4, 2 + 4, 4 + 2, 1]));
    let mut repeated = network!(2 => repeat 2 { residual { Inner } });
    assert_eq!(decayed(&mut repeated), parts(&[0, 6, 3, 6, 2, 6, 3, 6, 2]));
    let inner = Inner::zeros();
    let mut chain = Chain::new(&Norms::zeros(), &Chain::new(&inner, &inner));
    assert_eq!(decayed(&mut chain), parts(&[4 + 4, 6, 3, 6, 2, 6, 3, 6, 2]));
}

#[cfg(feature = "std")]
#[test]
fn on_the_heap() {
    assert_eq!(decayed(&mut Inner::boxed(1)), parts(&[0, 6, 3, 6, 2]));
}

/// `a = w x + b` from `w = 1, b = 1`, with `x = 1, y = 0`: `∇ = 2 (w + b)` for both.
fn steps<O: Optimizer>(optimizer: O) -> [[f32; 2]; 2] {
    let mut net = network!(1 => 1);
    *net.parameters_mut() = [1.0, 1.0];
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    [(); 2].map(|()| {
        trainer.step(&mut net, &[([1.0], [0.0])]).unwrap();
        *net.parameters()
    })
}

/// As two parameter groups of PyTorch, `μ = 0.1`, `λ = 0.5` for `w` and 0 for `b`.
#[test]
fn steps_computed_by_hand() {
    let check = |found: [[f32; 2]; 2], by_hand: [[f32; 2]; 2]| {
        for (found, by_hand) in found.concat().iter().zip(by_hand.concat()) {
            assert!((found - by_hand).abs() < 1e-6, "{found} instead of {by_hand}");
        }
    };
    // `g = 4`: `w = 0.95 - 0.4, b = 1 - 0.4`. `g = 2.3`: `w = 0.55 * 0.95 - 0.23, b = 0.6 - 0.23`.
    let sgd = Sgd::new(0.1).weight_decay(0.5).weights_only();
    check(steps(sgd), [[0.55, 0.6], [0.2925, 0.37]]);
    // The first step is as long as the learning rate: `w = 0.95 - 0.1, b = 0.9`. Then `g = 3.5`: `m̂ = 0.71 / 0.19`,
    // `v̂ = (0.999 * 0.016 + 0.001 * 12.25) / 0.001999 = 0.028234 / 0.001999`, a step of `0.1 * 3.736842 / 3.758173`.
    let adam_w = AdamW::new(0.1).weight_decay(0.5).weights_only();
    check(steps(adam_w), [[0.85, 0.9], [0.85 * 0.95 - 0.099_432_4, 0.9 - 0.099_432_4]]);
    let lion = Lion::new(0.1).weight_decay(0.5).weights_only();
    check(steps(lion), [[0.85, 0.9], [0.85 * 0.95 - 0.1, 0.8]]);
}

network! {
    #[derive(Clone)]
    struct Small< 3 => 5 tanh => layer_norm => 2 >;
}
network! {
    #[derive(Clone)]
    struct Large< 3 => 40 tanh => 40 tanh => 2 >;
}

/// After a step weights are what they are with decay, and biases and norms what they are without: with one sample, with a
/// tile and with the sum over many. The gradient of a step is the same, whatever decays after it.
#[test]
fn nothing_else_of_a_step_differs() {
    fn check<N: Trainable<Head = Linear, Input = [f32; 3], Output = [f32; 2]> + Clone>(
        start: &N,
        is_weight: &[bool],
    ) {
        let plain = AdamW::new(0.1).weight_decay(0.0);
        let all = AdamW::new(0.1).weight_decay(0.5);
        for count in [1, 32, 100] {
            let samples = vec![([0.1, -0.2, 0.3], [1.0, -1.0]); count];
            let mut nets = [start.clone(), start.clone(), start.clone()];
            let [free, decaying, weights_only] = &mut nets;
            Trainer::deterministic(MeanSquaredError, plain).step(free, &samples[..]).unwrap();
            Trainer::deterministic(MeanSquaredError, all).step(decaying, &samples[..]).unwrap();
            let optimizer = all.weights_only();
            Trainer::deterministic(MeanSquaredError, optimizer)
                .step(weights_only, &samples[..])
                .unwrap();
            for (place, is_weight) in is_weight.iter().enumerate() {
                let expected = if *is_weight { &decaying } else { &free };
                let expected = expected.parameters()[place];
                assert_eq!(weights_only.parameters()[place], expected, "{place} of {count}");
            }
        }
    }
    check(&Small::seeded(7), &parts(&[0, 15, 5 + 10, 10, 2]));
    check(&Large::seeded(7), &parts(&[0, 120, 40, 1600, 40, 80, 2]));
}

/// A step that is not taken leaves all weights: the square of this gradient overflows.
#[test]
fn a_step_that_is_refused() {
    for count in [1, 32, 100] {
        let mut net = Large::seeded(7);
        // The units do not see the large input, but the gradient of its weights does.
        net.layer1_mut().weights[0] = [0.0; 40];
        let before = *net.parameters();
        let optimizer = AdamW::new(0.1).weight_decay(0.5).weights_only();
        let mut trainer = Trainer::new(MeanSquaredError, optimizer);
        let samples = vec![([1e30, 0.1, 0.2], [1.0, -1.0]); count];
        let error = trainer.step(&mut net, &samples[..]).unwrap_err();
        assert_eq!(error, Error::Diverged { quantity: Quantity::Parameter, step: 0 });
        assert_eq!(*net.parameters(), before);
    }
}

/// The learning rate that decay is multiplied by is that of the step, as in PyTorch.
#[test]
fn the_decay_follows_the_schedule() {
    let mut net = network!(1 => 1);
    *net.parameters_mut() = [1.0, 0.0];
    let optimizer = Sgd::new(0.5).weight_decay(0.5).weights_only();
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    trainer.schedule(Schedule::exponential(0.5));
    let weights = [(); 2].map(|()| {
        trainer.step(&mut net, &[([0.0], [0.0])]).unwrap();
        net.parameters()[0]
    });
    assert_eq!(weights, [0.75, 0.75 * 0.875]);
}
