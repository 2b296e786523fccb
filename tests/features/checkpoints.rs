//! Training that was interrupted ends as if it had not been.

mod architectures;
#[cfg(feature = "serde")]
mod files;

use std::fmt::Debug;
use std::ops::ControlFlow;

use sinew::prelude::*;
use sinew::{Checkpoint, Epoch, Error, Mode, Optimizer, PerParameter, Real, RealsOf, Report, Stop};

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Net< 3 => 7 tanh => dropout(0.2) => 5 relu => 2 softmax >;
}
network! { struct Other< 3 => 4 tanh => 2 softmax >; }
network! { struct Wide< 2 => 4 relu => 1 >; }
network! { struct Deep< 1 => 4 relu => 1 => 1 => 1 >; }

type Sample = ([f32; 3], u8);

/// Full tiles, a rest, and single samples occur in batches of 40.
fn samples() -> Vec<Sample> {
    let input = |i: u8| [f32::from(i % 7) - 3.0, f32::from(i % 5) - 2.0, f32::from(i % 3)];
    (0..90).map(|i| (input(i), i % 7 / 4)).collect()
}

fn validation() -> Vec<Sample> {
    let moved = |([x, y, z], class): Sample| ([x + 0.3, y - 0.2, z + 0.1], class);
    samples().into_iter().step_by(4).map(moved).collect()
}

fn trainer<O: Optimizer>(optimizer: O) -> Trainer<Net, CrossEntropy, O> {
    let mut trainer = Trainer::new(CrossEntropy, optimizer);
    trainer.batch(40).shuffle(3).schedule(Schedule::reduce_on_plateau(0.5, 1));
    trainer
}

/// Until so many epochs were run.
fn train<O: Optimizer, M: Mode>(
    trainer: &mut Trainer<Net, CrossEntropy, O, M>,
    net: &mut Net,
    epochs: usize,
    watch: impl FnMut(&Epoch<'_, Net>) -> ControlFlow<()>,
) -> Report {
    trainer.epochs(epochs - trainer.epochs_run());
    trainer.fit_validated(net, &samples(), &validation(), watch).unwrap()
}

fn go_on(_: &Epoch<'_, Net>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn check<O: Optimizer<State: PartialEq + Debug> + PartialEq + Debug, M: Mode>(
    trainer: impl Fn() -> Trainer<Net, CrossEntropy, O, M>,
    pass_on: impl Fn(&Checkpoint<O>) -> Checkpoint<O>,
) {
    let (mut whole, mut net) = (trainer(), Net::seeded(7));
    let report = train(&mut whole, &mut net, 20, go_on);
    let (mut first, mut part) = (trainer(), Net::seeded(7));
    train(&mut first, &mut part, 9, go_on);
    let checkpoint = pass_on(&first.checkpoint(&part));
    assert_eq!((checkpoint.epochs_run(), checkpoint.steps_run()), (9, 3 * 9));
    let (mut second, mut rest) = (trainer(), Net::zeros());
    second.resume(&mut rest, &checkpoint).unwrap();
    assert_eq!(second.checkpoint(&rest), checkpoint);
    let resumed = train(&mut second, &mut rest, 20, go_on);
    assert_eq!(resumed.losses, report.losses[9..]);
    assert_eq!(resumed.validation_losses, report.validation_losses[9..]);
    assert_eq!(rest, net);
    assert_eq!(second.checkpoint(&rest), whole.checkpoint(&net));
    assert_eq!((second.epochs_run(), second.steps_run()), (20, 3 * 20));
}

#[test]
fn interrupted_training_ends_with_the_same_bits() {
    check(|| trainer(Sgd::new(0.1)), Clone::clone);
    check(|| trainer(Nesterov::new(0.02, 0.9)), Clone::clone);
    check(|| trainer(AdaGrad::new(0.1)), Clone::clone);
    check(|| trainer(Adam::new(0.01)), Clone::clone);
}

#[test]
fn in_the_middle_of_one_cycle() {
    let trainer = || {
        let mut trainer = trainer(Momentum::new(0.1, 0.9));
        trainer.schedule(Schedule::one_cycle(3 * 20));
        trainer
    };
    check(trainer, Clone::clone);
}

#[test]
fn with_penalties_and_limits() {
    let trainer = || {
        let mut trainer = trainer(Momentum::new(0.1, 0.9));
        trainer.l1(1e-3).l2(1e-2).clip_value(0.05).clip_norm(0.1);
        trainer
    };
    check(trainer, Clone::clone);
}

#[test]
fn with_the_same_bits_on_any_cpu() {
    let trainer = || {
        let mut trainer = Trainer::deterministic(CrossEntropy, Adam::new(0.01));
        trainer.batch(40).shuffle(3);
        trainer
    };
    check(trainer, Clone::clone);
}

/// What a program keeps of such a run.
type Interrupted = (Checkpoint<Adam>, EarlyStopping<Net>);

/// Interrupted when the best epoch is over, but the patience is not.
fn check_stopping(pass_on: impl Fn(&Interrupted) -> Interrupted) {
    // So long a step that the loss goes up and down.
    let trainer = || trainer(Adam::new(0.2));
    let (mut whole, mut net) = (trainer(), Net::seeded(7));
    let mut best = EarlyStopping::new(6).least_gain(1e-4).unwrap();
    let report = train(&mut whole, &mut net, 1000, |epoch| best.observe(epoch));
    assert_eq!(report.stop, Stop::Told);
    best.restore(&mut net);

    let (mut first, mut part) = (trainer(), Net::seeded(7));
    let mut stopping = EarlyStopping::new(6).least_gain(1e-4).unwrap();
    let interrupted = report.epochs - 3;
    let before = train(&mut first, &mut part, interrupted, |epoch| stopping.observe(epoch));
    assert!(before.stop == Stop::Finished && stopping.loss() == best.loss());
    let (checkpoint, mut stopping) = pass_on(&(first.checkpoint(&part), stopping));
    let (mut second, mut rest) = (trainer(), Net::zeros());
    second.resume(&mut rest, &checkpoint).unwrap();
    let after = train(&mut second, &mut rest, 1000, |epoch| stopping.observe(epoch));
    assert_eq!((after.epochs, after.stop), (3, Stop::Told));
    stopping.restore(&mut rest);
    assert_eq!(rest, net);
    assert_eq!(stopping.loss(), best.loss());
    let best_epoch = Some(report.epochs - 1 - 6);
    assert_eq!((stopping.best_epoch(), best.best_epoch()), (best_epoch, best_epoch));
    // The one after the last, whoever counts.
    let mut next = stopping.clone();
    assert!(next.observe_loss(&rest, 0.0).is_continue());
    assert_eq!(next.best_epoch(), Some(report.epochs));
}

#[test]
fn an_interrupted_run_stops_where_it_would_have() {
    check_stopping(Clone::clone);
}

/// Trains long, and resumes from time to time.
fn resume_often<O: Optimizer>(optimizer: O) {
    let (mut net, mut trainer) = (Net::seeded(7), trainer(optimizer));
    trainer.schedule(Schedule::step(100, 0.9));
    for epochs in 1..=10 {
        train(&mut trainer, &mut net, 6 * epochs, go_on);
        let checkpoint = trainer.checkpoint(&net);
        assert_eq!(trainer.resume(&mut net, &checkpoint), Ok(()));
    }
}

#[test]
fn whatever_training_leaves_is_resumed() {
    resume_often(Sgd::new(0.1).weight_decay(0.1));
    resume_often(Momentum::new(1e-6, 1.0));
    resume_often(Momentum::new(0.1, 0.0));
    resume_often(Nesterov::new(1e-3, 0.999));
    resume_often(AdaGrad::new(0.1));
    resume_often(RmsProp::new(0.01).smoothing(0.0));
    resume_often(Adam::new(0.01));
    resume_often(Adam::new(0.01).betas(0.0, 0.0));
    resume_often(Adam::new(0.01).betas(0.999_999, 0.999_999));
    resume_often(AdamW::new(0.01));
    resume_often(AdamW::new(0.01).weights_only());
    resume_often(Lion::new(0.001));
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
    other.parameters_mut()[3] = f32::NAN;
    let damaged = Trainer::new(CrossEntropy, Sgd::new(0.1)).checkpoint(&other);
    let mut sgd = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let error = sgd.resume(&mut Other::seeded(7), &damaged);
    assert_eq!(error, Err(Error::NonFiniteCheckpoint));
    assert_eq!(net, before);
}

#[test]
fn networks_of_as_many_parameters_are_told_apart() {
    assert_eq!(Wide::PARAMETERS, Deep::PARAMETERS);
    let wide = Trainer::new(MeanSquaredError, Sgd::new(0.1)).checkpoint(&Wide::seeded(7));
    let error = Trainer::new(MeanSquaredError, Sgd::new(0.1)).resume(&mut Deep::seeded(7), &wide);
    let (expected, found) = (Wide::PARAMETERS, Wide::PARAMETERS);
    assert_eq!(error, Err(Error::OtherCheckpoint { expected, found }));
    let text = "the checkpoint is that of another network or optimizer, with as many numbers";
    assert_eq!(error.unwrap_err().to_string(), text);
}

#[test]
fn a_schedule_that_is_not_finite_is_refused() {
    let schedules = [
        Schedule::step(3, f32::NAN),
        Schedule::cosine_to(f32::INFINITY, 100),
        Schedule::reduce_on_plateau(f32::NAN, 3),
    ];
    for schedule in schedules {
        let mut net = Net::seeded(7);
        let mut trainer = trainer(Sgd::new(0.1));
        let checkpoint = trainer.schedule(schedule).checkpoint(&net);
        assert_eq!(trainer.resume(&mut net, &checkpoint), Err(Error::NonFiniteCheckpoint));
    }
}

/// Remembers the longest step there may be.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Own {
    longest: f32,
}

impl Optimizer for Own {
    type Memory = PerParameter<0>;
    type State = f32;

    fn start(self) -> f32 {
        self.longest
    }

    fn scaled(self, _factor: f32) -> Self {
        self
    }

    fn longest_step(self, state: &mut f32, _largest_gradient: f32) -> f32 {
        *state
    }

    fn may_remember(self, _: f32, _: &RealsOf<Self, f32>) -> bool {
        true
    }

    fn step<R: Real>(self, _: f32, _: &mut RealsOf<Self, R>, parameter: R, _gradient: R) -> R {
        parameter
    }
}

#[test]
fn a_state_that_is_not_finite_is_refused() {
    let mut net = Net::seeded(7);
    let damaged = trainer(Own { longest: f32::NAN }).checkpoint(&net);
    let error = trainer(Own { longest: 1.0 }).resume(&mut net, &damaged);
    assert_eq!(error, Err(Error::NonFiniteCheckpoint));
}
