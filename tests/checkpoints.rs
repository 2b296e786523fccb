//! Training that was interrupted ends as if it had not been.

#![cfg(feature = "std")]

use sinew::prelude::*;
use sinew::{Checkpoint, Error, Optimizer};

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Net< 3 => 7 tanh => dropout(0.2) => 5 relu => 2 softmax >;
}
network! { struct Other< 3 => 4 tanh => 2 softmax >; }

type Sample = ([f32; 3], u8);

/// Full tiles, a rest, and single samples occur in batches of 40.
fn samples() -> Vec<Sample> {
    let input = |i: u8| [f32::from(i % 7) - 3.0, f32::from(i % 5) - 2.0, f32::from(i % 3)];
    (0..90).map(|i| (input(i), i % 7 / 4)).collect()
}

fn trainer<O: Optimizer>(optimizer: O) -> Trainer<Net, CrossEntropy, O> {
    let mut trainer = Trainer::new(CrossEntropy, optimizer);
    trainer.batch(40).shuffle(3).schedule(Schedule::reduce_on_plateau(0.5, 1));
    trainer
}

fn check<O: Optimizer<State: PartialEq + std::fmt::Debug>>(
    optimizer: O,
    pass_on: impl Fn(Checkpoint<O::State>) -> Checkpoint<O::State>,
) {
    let samples = samples();
    let (mut whole, mut net) = (trainer(optimizer), Net::seeded(7));
    let report = whole.epochs(20).fit_on(&mut net, &samples).unwrap();
    let (mut first, mut part) = (trainer(optimizer), Net::seeded(7));
    first.epochs(9).fit_on(&mut part, &samples).unwrap();
    let checkpoint = pass_on(first.checkpoint(&part));
    let (mut second, mut rest) = (trainer(optimizer), Net::zeros());
    second.resume(&mut rest, &checkpoint).unwrap();
    assert_eq!(second.checkpoint(&rest), checkpoint);
    let resumed = second.epochs(11).fit_on(&mut rest, &samples).unwrap();
    assert_eq!(resumed.losses, report.losses[9..]);
    assert_eq!(rest, net);
    assert_eq!(second.checkpoint(&rest), whole.checkpoint(&net));
}

#[test]
fn interrupted_training_ends_with_the_same_bits() {
    check(Sgd::new(0.1), |checkpoint| checkpoint);
    check(Nesterov::new(0.02, 0.9), |checkpoint| checkpoint);
    check(Adam::new(0.01), |checkpoint| checkpoint);
}

/// As a file.
#[cfg(feature = "serde")]
#[test]
fn a_checkpoint_may_be_written_and_read() {
    check(AdamW::new(0.01), |checkpoint| {
        let file = postcard::to_allocvec(&checkpoint).unwrap();
        postcard::from_bytes(&file).unwrap()
    });
}

#[test]
fn what_does_not_fit_is_refused() {
    let (mut net, mut other) = (Net::seeded(7), Other::seeded(7));
    let foreign = Trainer::new(CrossEntropy, Adam::new(0.01)).checkpoint(&other);
    let before = net.clone();
    let mut adam = trainer(Adam::new(0.01));
    let expected = 3 * Net::PARAMETERS;
    let error = adam.resume(&mut net, &foreign);
    assert_eq!(error, Err(Error::OtherCheckpoint { expected, found: 3 * Other::PARAMETERS }));
    let momentum = trainer(Momentum::new(0.1, 0.9)).checkpoint(&net);
    let error = trainer(AdaGrad::new(0.1)).resume(&mut net, &momentum);
    assert_eq!(error, Ok(()), "both remember one number, and cannot be told apart");
    other.parameters_mut()[3] = f32::NAN;
    let damaged = Trainer::new(CrossEntropy, Sgd::new(0.1)).checkpoint(&other);
    let mut sgd = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let error = sgd.resume(&mut Other::seeded(7), &damaged);
    assert_eq!(error, Err(Error::NonFiniteCheckpoint));
    assert_eq!(net, before);
}
