//! `[l2 = ..]`: the gradient of the penalty, which layers have it, what training makes of them.

use sinew::prelude::*;
use sinew::{Array, Error, Loss, Optimizer, Quantity, diagnose, gradient_check};

const RATE: f32 = 0.25;
const LEARNING_RATE: f32 = 0.5;

network! {
    #[derive(Debug, Clone)]
    struct Net< 2 => 3 tanh [l2 = RATE] => 1 >;
}

const SAMPLES: [([f32; 2], [f32; 1]); 3] =
    [([0.5, -1.0], [0.25]), ([1.5, 0.75], [-0.5]), ([-0.25, 2.0], [1.0])];

/// The parameters of `Net` after a step of plain descent on the first samples, computed in doubles.
fn step_by_hand(parameters: &[f32], samples: &[([f32; 2], [f32; 1])]) -> Vec<f64> {
    let w: Vec<f64> = parameters.iter().map(|&w| f64::from(w)).collect();
    let mut gradient = vec![0.0; w.len()];
    for (x, y) in samples {
        let x = x.map(f64::from);
        let hidden: Vec<f64> =
            (0..3).map(|o| (x[0] * w[o] + x[1] * w[3 + o] + w[6 + o]).tanh()).collect();
        let output = (0..3).map(|h| hidden[h] * w[9 + h]).sum::<f64>() + w[12];
        let delta = 2.0 * (output - f64::from(y[0])) / samples.len() as f64;
        gradient[12] += delta;
        for h in 0..3 {
            gradient[9 + h] += delta * hidden[h];
            let delta = delta * w[9 + h] * (1.0 - hidden[h] * hidden[h]);
            gradient[h] += delta * x[0];
            gradient[3 + h] += delta * x[1];
            gradient[6 + h] += delta;
        }
    }
    for weight in 0..6 {
        gradient[weight] += f64::from(RATE) * w[weight];
    }
    w.iter().zip(gradient).map(|(w, g)| w - f64::from(LEARNING_RATE) * g).collect()
}

/// One sample, some of them, and more than a tile of them.
#[test]
fn a_step_computed_by_hand() {
    let many: Vec<_> = SAMPLES.iter().cycle().take(40).copied().collect();
    for samples in [&SAMPLES[..1], &SAMPLES[..], &many] {
        let mut net = Net::seeded(3);
        let by_hand = step_by_hand(net.parameters(), samples);
        Trainer::new(MeanSquaredError, Sgd::new(LEARNING_RATE)).step(&mut net, samples).unwrap();
        for (found, by_hand) in net.parameters().iter().zip(by_hand) {
            assert!((f64::from(*found) - by_hand).abs() < 1e-6, "{found} instead of {by_hand}");
        }
    }
}

/// Which parameters a step takes to `w - μ λ w` where the loss has no gradient; the others stay.
fn shrunk<N: Trainable<Head = sinew::Linear>>(net: &mut N) -> Vec<bool> {
    for (place, parameter) in net.parameters_mut().iter_mut().enumerate() {
        *parameter = 0.1 + 0.01 * place as f32;
    }
    let before = net.parameters().to_vec();
    let input = N::Input::ZEROS;
    let sample = (input, net.predict(&input));
    Trainer::new(MeanSquaredError, Sgd::new(LEARNING_RATE)).step(net, &[sample]).unwrap();
    let ratios = net.parameters().iter().zip(before).map(|(after, before)| after / before);
    let is_near = |ratio: f32, to: f32| (ratio - to).abs() < 1e-5;
    ratios
        .map(|ratio| {
            let is_shrunk = is_near(ratio, 1.0 - LEARNING_RATE * RATE);
            assert!(is_shrunk || is_near(ratio, 1.0), "{ratio}");
            is_shrunk
        })
        .collect()
}

/// So many parameters each, every second part shrunk, not the first.
fn parts(counts: &[usize]) -> Vec<bool> {
    let part = |(number, count): (usize, &usize)| vec![number % 2 == 1; *count];
    counts.iter().enumerate().flat_map(part).collect()
}

network! { struct Inner< 2 => 3 => 2 [l2 = { RATE / 2.0 + 0.125 }] >; }
network! { struct Plain< 2 => 2 >; }

#[test]
fn weights_of_the_layer_and_no_others() {
    let mut own =
        network!(2 => 3 [l2 = 0.25] => 2 prelu [l2 = RATE] => 17 [no_bias, l2 = 0.25] => 1);
    assert_eq!(shrunk(&mut own), parts(&[0, 6, 3, 6, 2 + 2, 2 * 17, 17 + 1]));
    let mut inside = network!(2 => Inner => residual { 2 [l2 = RATE] => 2 } => 1);
    assert_eq!(shrunk(&mut inside), parts(&[9, 6, 2, 4, 2 + 6 + 3]));
    let mut nested = network!(2 => residual { Inner } => Plain);
    assert_eq!(shrunk(&mut nested), parts(&[9, 6, 2 + 6]));
}

#[test]
fn chains() {
    let (inner, plain) = (Inner::zeros(), Plain::zeros());
    let mut first = Chain::new(&inner, &Chain::new(&plain, &plain));
    assert_eq!(shrunk(&mut first), parts(&[9, 6, 2 + 6 + 6]));
    let mut last = Chain::new(&Chain::new(&plain, &plain), &inner);
    assert_eq!(shrunk(&mut last), parts(&[6 + 6 + 9, 6, 2]));
}

#[cfg(feature = "std")]
#[test]
fn on_the_heap() {
    assert_eq!(shrunk(&mut Inner::boxed(1)), parts(&[9, 6, 2]));
}

/// The network `a = w x`, from `w = 1`, with `x = 1, y = 0` and `λ = 0.5`: `∇ = 2 w + 0.5 w`.
fn weights(optimizer: impl Optimizer) -> [f32; 2] {
    let mut net = network!(1 => 1 [no_bias, l2 = 0.5]);
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    [(); 2].map(|()| {
        trainer.step(&mut net, &[([1.0], [0.0])]).unwrap();
        net.parameters()[0]
    })
}

/// `v = 0.25, w = 0.75`; with momentum `v = 0.1875 + 0.125, w = 0.4375`. Nesterov looks at
/// `0.75 - 0.125`, where the gradient of the penalty is taken too: `v = 0.15625 + 0.125, w = 0.46875`.
#[test]
fn with_momentum_as_part_of_the_gradient() {
    assert_eq!(weights(Momentum::new(0.1, 0.5)), [0.75, 0.4375]);
    assert_eq!(weights(Nesterov::new(0.1, 0.5)), [0.75, 0.46875]);
}

#[test]
fn weights_stay_smaller_in_training() {
    network! { struct Free< 2 => 3 tanh => 1 >; }

    let (mut free, mut net) = (Free::seeded(3), Net::seeded(3));
    let momentum = Momentum::new(0.05, 0.9);
    Trainer::new(MeanSquaredError, momentum).epochs(500).fit(&mut free, &SAMPLES).unwrap();
    Trainer::new(MeanSquaredError, momentum).epochs(500).fit(&mut net, &SAMPLES).unwrap();
    let squares =
        |weights: &[[f32; 3]; 2]| weights.as_flattened().iter().map(|w| w * w).sum::<f32>();
    let (free, net) = (squares(free.layer1().weights), squares(net.layer1().weights));
    assert!(net < free / 2.0, "{net} and {free}");
}

/// Neither the loss nor what the gradient check looks at has the penalty in it.
#[test]
fn the_loss_is_that_of_the_samples_alone() {
    let mut net = Net::seeded(3);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(LEARNING_RATE));
    let errors = SAMPLES.map(|(x, y)| (net.predict(&x)[0] - y[0]).powi(2));
    let loss = errors.iter().sum::<f32>() / 3.0;
    assert!((trainer.evaluate(&net, &SAMPLES).unwrap() - loss).abs() < 1e-6);
    let check = gradient_check(&mut net, MeanSquaredError, &SAMPLES).unwrap();
    assert!(check.largest_error < 5e-3, "{check:?}");
    assert!((trainer.step(&mut net, &SAMPLES).unwrap() - loss).abs() < 1e-6);
}

#[test]
fn a_penalty_too_large_for_a_step_is_not_taken() {
    let mut net = network!(1 => 1 [l2 = 1e38]);
    *net.parameters_mut() = [100.0, 0.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(1.0));
    let error = trainer.step(&mut net, &[([0.0], [0.0])]).unwrap_err();
    assert!(matches!(error, Error::Diverged { quantity: Quantity::Parameter, step: 0 }), "{error}");
    assert_eq!(*net.parameters(), [100.0, 0.0]);
}

/// A rate of zero is none.
#[test]
fn a_rate_of_zero() {
    network! { struct Free< 2 => 3 tanh => 1 >; }
    network! { struct Zero< 2 => 3 tanh [l2 = 0.0] => 1 >; }

    let (mut free, mut zero) = (Free::seeded(3), Zero::seeded(3));
    for count in [1, 2, 3] {
        let (mut one, mut other) = (
            Trainer::new(MeanSquaredError, Sgd::new(0.1)),
            Trainer::new(MeanSquaredError, Sgd::new(0.1)),
        );
        one.step(&mut free, &SAMPLES[..count]).unwrap();
        other.step(&mut zero, &SAMPLES[..count]).unwrap();
        for (one, other) in free.parameters().iter().zip(zero.parameters()) {
            assert!((one - other).abs() < 1e-6, "{count} samples: {one} and {other}");
        }
    }
}

/// Each is told by its name before a step, and set right it is right.
#[test]
fn settings_of_a_trainer_out_of_range() {
    type Set = fn(&mut Trainer<Net, MeanSquaredError, Sgd>, f32);
    let settings: [(&str, Set); 4] = [
        ("l1", |trainer, rate| _ = trainer.l1(rate)),
        ("l2", |trainer, rate| _ = trainer.l2(rate)),
        ("clip_value", |trainer, limit| _ = trainer.clip_value(limit)),
        ("clip_norm", |trainer, limit| _ = trainer.clip_norm(limit)),
    ];
    for (setting, set) in settings {
        for number in [-0.1, f32::NAN, f32::NEG_INFINITY] {
            let (mut net, mut trainer) =
                (Net::seeded(3), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
            trainer.step(&mut net, &SAMPLES).unwrap();
            let before = *net.parameters();
            set(&mut trainer, number);
            for _ in 0..2 {
                let error = trainer.step(&mut net, &SAMPLES).unwrap_err();
                assert!(matches!(error, Error::Setting { name, .. } if name == setting), "{error}");
                assert_eq!(trainer.fit(&mut net, &SAMPLES).unwrap_err(), error);
            }
            assert_eq!(*net.parameters(), before);
            set(&mut trainer, 0.1);
            trainer.step(&mut net, &SAMPLES).unwrap();
            assert_ne!(*net.parameters(), before);
        }
    }
}

/// Each is told by its name before the first step of it.
#[test]
fn schedules_out_of_range() {
    for number in [-0.1, -1.0, f32::NAN, f32::INFINITY] {
        let schedules = [
            (Schedule::step(10, number), "factor"),
            (Schedule::exponential(number).warm_up(10), "factor"),
            (Schedule::cosine_to(number, 10), "minimum"),
            (Schedule::reduce_on_plateau(number, 1), "factor"),
        ];
        for (schedule, setting) in schedules {
            let (mut net, mut trainer) =
                (Net::seeded(3), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
            trainer.step(&mut net, &SAMPLES).unwrap();
            let before = *net.parameters();
            let error = trainer.schedule(schedule).step(&mut net, &SAMPLES).unwrap_err();
            assert!(matches!(error, Error::Setting { name, .. } if name == setting), "{error}");
            assert_eq!(trainer.fit(&mut net, &SAMPLES).unwrap_err(), error);
            assert_eq!(*net.parameters(), before);
            trainer.schedule(Schedule::cosine_to(0.0, 10)).step(&mut net, &SAMPLES).unwrap();
        }
    }
}

#[test]
fn a_loss_to_stop_at_that_is_no_number() {
    let (mut net, mut trainer) = (Net::seeded(3), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
    let error = trainer.until(f32::NAN).fit(&mut net, &SAMPLES).unwrap_err();
    assert_eq!(error, Error::Setting { name: "until", range: "a number" });
    assert_eq!(*net.parameters(), *Net::seeded(3).parameters());
    trainer.until(f32::NEG_INFINITY).epochs(1).fit(&mut net, &SAMPLES).unwrap();
}

#[test]
fn a_gain_out_of_range() {
    for gain in [-0.1, f32::NAN, f32::INFINITY] {
        let error = EarlyStopping::<Net>::new(3).least_gain(gain).unwrap_err();
        assert!(matches!(error, Error::Setting { name: "least_gain", .. }), "{error}");
    }
    assert!(EarlyStopping::<Net>::new(3).least_gain(0.0).is_ok());
}

#[test]
fn settings_of_a_loss_out_of_range() {
    fn check_refused<N: Trainable, L: Loss<N::Head>>(mut net: N, loss: L, setting: &str) {
        let sample = [(N::Input::ZEROS, N::Output::ZEROS)];
        let mut trainer = Trainer::new(loss, Sgd::new(0.1));
        let error = trainer.step(&mut net, &sample).unwrap_err();
        assert!(matches!(error, Error::Setting { name, .. } if name == setting), "{error}");
        assert_eq!(trainer.fit(&mut net, &sample).unwrap_err(), error);
        assert_eq!(trainer.evaluate(&net, &sample), Err(error));
        assert_eq!(gradient_check(&mut net, loss, &sample), Err(error));
        assert_eq!(diagnose(&net, loss, &sample, |_| ()), Err(error));
    }
    for delta in [0.0, -1.0, f32::NAN] {
        check_refused(Net::zeros(), Huber { delta }, "delta");
    }
    for share in [-0.1, 1.1, f32::NAN] {
        let (softmax, linear) = (network!(2 => 3 softmax), network!(2 => 3));
        check_refused(softmax, CrossEntropy.label_smoothing(share), "label_smoothing");
        check_refused(linear, CrossEntropyWithLogits.label_smoothing(share), "label_smoothing");
    }
}

/// The penalty is a part of what is clipped: `2 w + 0.5 w` is 2.5, and clipped to 1.
#[test]
fn penalties_are_clipped_with_the_gradient() {
    let mut net = network!(1 => 1 [no_bias]);
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.5));
    trainer.l2(0.5).clip_value(1.0).step(&mut net, &[([1.0], [0.0])]).unwrap();
    assert_eq!(*net.parameters(), [0.5]);
    // Weight decay is not.
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.5).weight_decay(0.5));
    trainer.clip_value(1.0).step(&mut net, &[([1.0], [0.0])]).unwrap();
    assert_eq!(*net.parameters(), [0.25]);
}

/// One step of learning rate 1 from zero, along a gradient that is `scale` times the inputs.
fn clipped(inputs: [f32; 4], scale: f32, limit: f32) -> [f64; 4] {
    let mut net = network!(4 => 1 [no_bias]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(1.0));
    trainer.clip_norm(limit).step(&mut net, &[(inputs, [-0.5 * scale])]).unwrap();
    net.parameters().map(|w| -f64::from(w))
}

/// The length is `min(5 scale, limit)`, however small or large, and the direction is what it was.
#[test]
fn the_length_of_a_gradient_of_any_size() {
    let cases = [
        (1e-6, 1e-6),
        (1e-7, 1e-7),
        (1e-8, 1e-7),
        (1e-9, 1e-30),
        (1e-30, 1e-36),
        (1e-36, 1e-30),
        (1.0, 0.5),
        (1.0, 7.0),
        (1e18, 1e-6),
        (1e18, 1e18),
    ];
    for (scale, limit) in cases {
        let [x, y, z, zero] = clipped([3.0, -4.0, 0.0, 0.0], scale, limit);
        let length = f64::from(limit).min(5.0 * f64::from(scale));
        assert!((x / length - 0.6).abs() < 1e-6, "{scale:e}, {limit:e}: {x:e}");
        assert!((y / length + 0.8).abs() < 1e-6, "{scale:e}, {limit:e}: {y:e}");
        assert_eq!([z, zero], [0.0; 2]);
    }
    // A length beyond the largest number, and one of subnormal numbers.
    for limit in [1.0, 1e-20] {
        let half = 0.5 * f64::from(limit);
        let of_largest = clipped([3e38, 3e38, -3e38, 3e38], 1.0, limit);
        assert!(of_largest.iter().all(|g| (g.abs() / half - 1.0).abs() < 1e-6), "{of_largest:?}");
    }
    let subnormal = f64::from(f32::from_bits(1 << 12));
    let [x, ..] = clipped([1.0, 0.0, 0.0, 0.0], f32::from_bits(1 << 14), f32::from_bits(1 << 12));
    assert!((x / subnormal - 1.0).abs() < 1e-3, "{x:e}");
    assert_eq!(clipped([1.0, 2.0, 3.0, 4.0], 0.0, 1e-30), [0.0; 4]);
    assert_eq!(clipped([1.0, 2.0, 3.0, 4.0], 1.0, 0.0), [0.0; 4]);
}
