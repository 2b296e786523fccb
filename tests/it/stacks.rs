//! Networks of up to a million bytes are made, trained and dropped on the stack of a thread, without optimization.

use std::thread::Builder;

use sinew::Loss;
use sinew::prelude::*;

network! { #[derive(Clone)] struct Digits< 784 => 128 relu => 10 softmax >; }
network! { #[derive(Clone)] struct Square< 500 => 500 softmax >; }
network! {
    #[derive(Clone)]
    struct Normed< 64 => 64 gelu => layer_norm => 64 gelu => layer_norm => 10 softmax >;
}
network! { struct Wide< 2 => 20000 relu => 10 softmax >; }

const _: () = assert!(Square::BYTES > 1_000_000);

fn on_the_stack_of_a_thread(work: impl FnOnce() + Send + 'static) {
    Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}

/// Makes a network and trains it, in steps on one sample and on tiles.
fn train<N, L>(make: impl Fn() -> N, loss: L) -> (f32, f32)
where
    N: Trainable,
    L: Loss<N::Head>,
{
    let samples: Vec<(N::Input, u8)> = (0..40).map(sample).collect();
    let mut net = make();
    let mut trainer = Trainer::new(loss, Adam::new(1e-3));
    let before = trainer.evaluate(&net, &samples).unwrap();
    trainer.step(&mut net, &samples[..1]).unwrap();
    let mut best = EarlyStopping::new(3);
    trainer
        .epochs(2)
        .fit_validated(&mut net, &samples, &samples, |epoch| best.observe(epoch))
        .unwrap();
    best.restore(&mut net);
    (before, trainer.evaluate(&net, &samples).unwrap())
}

/// One of two classes, by whether its inputs fall or rise.
fn sample<X: sinew::Array>(number: u8) -> (X, u8) {
    let mut input = X::ZEROS;
    for (place, x) in input.flat_mut().iter_mut().enumerate() {
        let along = place as f32 / X::LENGTH as f32;
        *x = if number.is_multiple_of(2) { along } else { 1.0 - along } + f32::from(number) * 0.01;
    }
    (input, number % 2)
}

fn check(losses: (f32, f32)) {
    assert!(losses.1 < losses.0, "{losses:?}");
}

#[test]
fn a_network_for_digits() {
    on_the_stack_of_a_thread(|| check(train(|| Digits::seeded(7), CrossEntropy)));
}

#[test]
fn a_network_of_a_million_bytes() {
    on_the_stack_of_a_thread(|| check(train(|| Square::seeded(7), CrossEntropy)));
}

#[test]
fn a_network_with_norms() {
    on_the_stack_of_a_thread(|| check(train(|| Normed::seeded(7), CrossEntropy)));
}

/// What training keeps of a sample is larger than a stack, with all of its copies.
#[test]
fn a_boxed_network_with_many_units() {
    on_the_stack_of_a_thread(|| check(train(|| Wide::boxed(7), CrossEntropy)));
}
