//! The training loop: its modes, its order, its report.

use sinew::prelude::*;
use sinew::{Report, Stop};

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Net< 1 => 8 tanh => 1 >;
}

/// A parabola, 48 points of it: full batches, tiles and rests all occur.
fn parabola() -> Vec<([f32; 1], [f32; 1])> {
    (0..48).map(|i| i as f32 / 24.0 - 1.0).map(|x| ([x], [x * x])).collect()
}

fn train(configure: impl Fn(&mut Trainer<Net, MeanSquaredError, Momentum>)) -> (Net, Report) {
    let mut net = Net::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.02, 0.9));
    configure(&mut trainer);
    let report = trainer.fit(&mut net, &parabola()[..]).unwrap();
    (net, report)
}

#[test]
fn every_mode_learns() {
    type Mode = fn(&mut Trainer<Net, MeanSquaredError, Momentum>);
    let modes: [(&str, Mode); 3] = [
        ("full batch", |trainer| _ = trainer.full_batch().epochs(2000)),
        ("mini batch", |trainer| _ = trainer.batch(10).epochs(400)),
        ("online", |trainer| _ = trainer.online().epochs(80)),
    ];
    for (mode, configure) in modes {
        let (net, report) = train(configure);
        assert!(report.loss < 1e-2, "{mode}: {report:?}");
        assert!((net.predict(&[0.5])[0] - 0.25).abs() < 0.1, "{mode}");
    }
}

#[test]
fn the_report_tells_what_happened() {
    let (_, report) = train(|trainer| _ = trainer.epochs(20));
    assert_eq!((report.epochs, report.stop), (20, Stop::Finished));
    #[cfg(feature = "std")]
    {
        assert_eq!(report.losses.len(), 20);
        assert_eq!(report.losses[19], report.loss);
        assert!(report.losses[19] < report.losses[0]);
    }
}

#[test]
fn it_stops_at_the_target() {
    let (_, report) = train(|trainer| _ = trainer.epochs(10_000).until(1e-2));
    assert_eq!(report.stop, Stop::TargetReached);
    assert!(report.loss <= 1e-2 && report.epochs < 10_000, "{report:?}");
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    assert_eq!(train(|trainer| _ = trainer.shuffle(1)), train(|trainer| _ = trainer.shuffle(1)));
    assert_ne!(
        train(|trainer| _ = trainer.shuffle(1)).0,
        train(|trainer| _ = trainer.shuffle(2)).0
    );
    assert_eq!(train(|trainer| _ = trainer.shuffle(0)).0, train(|_| ()).0, "seed 0 is the default");
    assert_ne!(train(|trainer| _ = trainer.in_order()).0, train(|_| ()).0);
}

/// `fit` in order is the same as the steps of its batches.
#[test]
fn fit_is_a_loop_of_steps() {
    let (fitted, report) = train(|trainer| _ = trainer.in_order().batch(20).epochs(2));
    let mut net = Net::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.02, 0.9));
    let mut losses = 0.0;
    for epoch in 0..2 {
        for batch in parabola().chunks(20) {
            let loss = trainer.step(&mut net, batch).unwrap();
            losses += if epoch == 1 { loss * batch.len() as f32 } else { 0.0 };
        }
    }
    assert_eq!(net, fitted);
    assert_eq!(losses / 48.0, report.loss);
}

/// A batch's gradient is the mean over its samples, however they are split over tiles.
#[test]
fn a_repeated_sample_weighs_no_more() {
    let sample = ([0.3], [0.8]);
    let step = |count: usize| {
        let mut net = Net::seeded(7);
        let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
        let loss = trainer.step(&mut net, &vec![sample; count][..]).unwrap();
        (net, loss)
    };
    let (one, loss) = step(1);
    for count in [2, 7, 31, 32, 33, 100] {
        let (many, mean) = step(count);
        assert!((mean - loss).abs() < 1e-6, "{count}");
        for (a, b) in one.parameters().iter().zip(many.parameters()) {
            assert!((a - b).abs() < 1e-6, "{count}: {a} or {b}");
        }
    }
}

#[test]
fn xor_is_learned_from_many_seeds() {
    let truth = [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];
    let learned = |seed: &u64| {
        let mut net = network!(2 => 8 relu => 1 sigmoid);
        net.reseed(*seed);
        let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
        trainer.epochs(2_000).batch(4).fit(&mut net, &truth).unwrap();
        truth.iter().all(|(x, y)| (net.predict(x)[0] - y[0]).abs() < 0.1)
    };
    let count = (0..25).filter(learned).count();
    assert!(count >= 24, "{count} of 25");
}

#[test]
fn evaluating_is_the_loss_of_a_step_not_taken() {
    let net = Net::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let loss = trainer.evaluate(&net, &parabola()[..]).unwrap();
    assert_eq!(trainer.step(&mut net.clone(), &parabola()[..]).unwrap(), loss);
    assert_eq!(trainer.evaluate(&net, &[([0.0], [0.0]); 0]), Err(sinew::Error::NoSamples));
}

/// Epochs go on counting, so that each has an order of its own.
#[test]
fn one_fit_of_many_epochs_is_many_fits_of_one() {
    let (at_once, _) = train(|trainer| _ = trainer.epochs(5));
    let mut net = Net::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.02, 0.9));
    for _ in 0..5 {
        trainer.epochs(1).fit(&mut net, &parabola()[..]).unwrap();
    }
    assert_eq!(net, at_once);
}

/// Each step is one of an optimizer with that step's learning rate.
#[test]
fn a_schedule_changes_the_learning_rate_of_each_step() {
    let mut net = Net::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.4));
    trainer.schedule(Schedule::step(3, 0.5)).in_order().batch(10).epochs(2);
    trainer.fit(&mut net, &parabola()[..]).unwrap();

    let mut by_hand = Net::seeded(7);
    let batches = [parabola(), parabola()];
    let batches = batches.iter().flat_map(|samples| samples.chunks(10));
    for (batch, rate) in batches.zip([0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 0.05]) {
        Trainer::new(MeanSquaredError, Sgd::new(rate)).step(&mut by_hand, batch).unwrap();
    }
    assert_eq!(net, by_hand);
}

#[test]
fn a_constant_schedule_changes_no_bit() {
    let constant = train(|trainer| _ = trainer.schedule(Schedule::constant()));
    assert_eq!(constant, train(|_| ()));
}

/// Losses below zero fall where they move away from it, by `10⁻⁴` of them or more.
#[test]
fn a_plateau_of_any_sign() {
    let factors = |factor, losses: [f32; 8]| {
        let mut schedule = Schedule::reduce_on_plateau(factor, 1);
        losses.map(|loss| {
            schedule.observe(loss);
            schedule.factor(0)
        })
    };
    let halved = [1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125];
    for level in [1.0, 0.0, -0.0, -1.0, -1e30] {
        assert_eq!(factors(0.5, [level; 8]), halved, "{level}");
    }
    let tenths = factors(0.1, [-1.0; 8]);
    let expected = [1.0, 1.0, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001];
    assert!(tenths.iter().zip(expected).all(|(ours, right)| (ours / right - 1.0).abs() < 1e-6));
    // Each is lower by 2 · 10⁻⁴ of the one before, or by half of that.
    let falling = |share: f32| core::array::from_fn(|epoch| -1.0 - share * epoch as f32);
    assert_eq!(factors(0.5, falling(2e-4)), [1.0; 8]);
    assert_eq!(factors(0.5, [-1.0, 0.5, -1.1, 0.5, -1.2, 0.5, -1.3, 0.5]), [1.0; 8]);
    let slowly = [-1.0, -1.000_05, -1.000_06, -1.000_07, -1.0, -1.0, -1.0, -1.0];
    assert_eq!(factors(0.5, slowly), halved);
}

/// Of `w²`, a step of learning rate 1 leads from 1 to -1, where the loss is the same; one of 1/2 leads to 0.
#[test]
fn the_learning_rate_falls_where_the_loss_does_not() {
    let mut net = network!(1 => 1 [no_bias]);
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(1.0));
    trainer.schedule(Schedule::reduce_on_plateau(0.5, 1)).epochs(1);
    let losses = [(); 5].map(|()| trainer.fit(&mut net, &[([1.0], [0.0])]).unwrap().loss);
    assert_eq!(losses, [1.0, 1.0, 1.0, 1.0, 0.0]);
}

/// The same in a loop of one's own, whose losses the schedule is told.
#[test]
fn the_learning_rate_falls_in_a_loop_of_steps() {
    let mut net = network!(1 => 1 [no_bias]);
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(1.0));
    trainer.schedule(Schedule::reduce_on_plateau(0.5, 1));
    let losses = [(); 5].map(|()| {
        let loss = trainer.step(&mut net, &[([1.0], [0.0])]).unwrap();
        trainer.observe(loss);
        loss
    });
    assert_eq!(losses, [1.0, 1.0, 1.0, 1.0, 0.0]);
    // A loss that is none is no lower, and none is the lowest.
    trainer.observe(f32::NAN);
    trainer.observe(f32::NEG_INFINITY);
    assert_eq!(trainer.step(&mut net, &[([1.0], [1.0])]), Ok(1.0));
    assert_eq!(*net.parameters(), [0.5]);
}

/// Samples that are all alike have the gradient of one of them, however many they are.
#[test]
fn the_gradient_of_many_samples_is_as_good_as_that_of_one() {
    fn check<M: sinew::Mode>(mut trainer: Trainer<Line, MeanSquaredError, Sgd, M>, count: usize) {
        // Predicted is 0, so that the gradient is -2 · 1.1 · 0.7 and -2 · 1.1.
        let mut net = Line::from_parameters([0.0, 0.0]);
        trainer.step(&mut net, &vec![([0.7], [1.1]); count][..]).unwrap();
        for (found, expected) in net.parameters().iter().zip([1.54_f32, 2.2]) {
            assert!((found / expected - 1.0).abs() < 5e-6, "{count} samples: {found} {expected}");
        }
    }
    network! { struct Line< 1 => 1 >; }
    for count in [1, 32, 4096, 4097, 8192, 100_001] {
        check(Trainer::new(MeanSquaredError, Sgd::new(1.0)), count);
        check(Trainer::deterministic(MeanSquaredError, Sgd::new(1.0)), count);
    }
}
