//! Each optimizer against steps computed by hand.
//!
//! The network is one weight, `a = w x`, the sample `x = 1, y = 0`, so that with the mean squared
//! error `L(w) = w²` and `∇L(w) = 2 w`. It starts at `w = 1`; `μ = 0.1` and `α = 0.5`.

use sinew::prelude::*;
use sinew::{Error, Optimizer, PerParameter, Quantity};

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

/// `w ← w (1 - 0.1 * 0.5) - 0.1 * 2 w = 0.75 w`.
#[test]
fn sgd_with_weight_decay() {
    check(&weights(Sgd::new(0.1).weight_decay(0.5), 3), &[0.75, 0.5625, 0.421_875]);
}

/// `s = 4, w = 1 - 0.1 * 2 / 2`; `s = 4 + 1.8² = 7.24, w = 0.9 - 0.1 * 1.8 / 2.690725`.
#[test]
fn adagrad() {
    check(&weights(AdaGrad::new(0.1), 2), &[0.9, 0.833_103_5]);
}

/// With `α = 0.75`: `s = 0.25 * 4 = 1, w = 1 - 0.1 * 2 / 1`;
/// `s = 0.75 + 0.25 * 1.6² = 1.39, w = 0.8 - 0.1 * 1.6 / 1.178983`. And with `ε = 1`: `w = 1 - 0.2 / (1 + 1)`.
#[test]
fn rmsprop() {
    check(&weights(RmsProp::new(0.1).smoothing(0.75), 2), &[0.8, 0.664_289_9]);
    check(&weights(RmsProp::new(0.1).smoothing(0.75).epsilon(1.0), 1), &[0.9]);
}

/// `m̂ = 2, v̂ = 4, w = 1 - 0.1 * 2 / 2`; `m = 0.9 * 0.2 + 0.1 * 1.8 = 0.36, m̂ = 0.36 / 0.19`,
/// `v = 0.999 * 0.004 + 0.001 * 3.24 = 0.007236, v̂ = 0.007236 / 0.001999`, `w = 0.9 - 0.1 * 0.995878`.
#[test]
fn adam() {
    check(&weights(Adam::new(0.1), 2), &[0.9, 0.800_412_2]);
}

/// `w = 0.95 - 0.1 * 2 / 2`; `m̂ = 0.35 / 0.19`, `v̂ = 0.006886 / 0.001999`,
/// `w = 0.95 * 0.85 - 0.1 * 0.992515`.
#[test]
fn adamw() {
    check(&weights(AdamW::new(0.1).weight_decay(0.5), 2), &[0.85, 0.708_248_5]);
}

/// With `β₁ = β₂ = 0.5` the sign of `c` follows that of `w` a step late: at the fourth, where `w = -0.2`, `m = 0.75`
/// and `c = 0.175`, it steps on, and back at the fifth, where `w = -0.6`, `m = 0.175` and `c = -0.5125`.
#[test]
fn lion() {
    let by_hand = [0.6, 0.2, -0.2, -0.6, -0.2];
    check(&weights(Lion::new(0.4).betas(0.5, 0.5), 5), &by_hand);
    check(&weights(Lion::new(0.1).weight_decay(0.5), 2), &[0.85, 0.85 * 0.95 - 0.1]);
}

#[test]
fn a_sign_of_zero_is_no_step() {
    let mut net = Weight::from_parameters([0.0]);
    Trainer::new(MeanSquaredError, Lion::new(0.1)).step(&mut net, &SAMPLE).unwrap();
    assert_eq!(net.parameters(), &[0.0]);
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

/// With these factors the learning rate is the same; what is remembered is the same without.
#[test]
fn a_scaled_optimizer_has_another_learning_rate() {
    fn check_scaled<O: Optimizer>(new: impl Fn(f32) -> O) {
        check(&weights(new(0.2).scaled(0.5), 5), &weights(new(0.1), 5));
        check(&weights(new(0.1).scaled(0.0), 5), &[1.0; 5]);
    }
    check_scaled(Sgd::new);
    check_scaled(|rate| Sgd::new(rate).weight_decay(0.5));
    check_scaled(|rate| Momentum::new(rate, 0.5));
    check_scaled(|rate| Nesterov::new(rate, 0.5));
    check_scaled(AdaGrad::new);
    check_scaled(RmsProp::new);
    check_scaled(Adam::new);
    check_scaled(|rate| AdamW::new(rate).weight_decay(0.5));
    check_scaled(|rate| Lion::new(rate).weight_decay(0.5));
    check_scaled(|rate| AdamW::new(rate).weight_decay(0.5).weights_only());
}

/// To the bit, and to the sign of zero.
#[test]
fn no_weight_decay_is_plain_descent() {
    let numbers = [0.0, -0.0, 1e-40, -0.1, 0.3, -7.0, 1e20];
    for (parameter, gradient) in numbers.iter().flat_map(|w| numbers.map(|g| (*w, g))) {
        let after = Sgd::new(0.1).weight_decay(0.0).step((), &mut [], parameter, gradient);
        let plain = gradient * -0.1 + parameter;
        assert_eq!(after.to_bits(), plain.to_bits(), "{parameter}, {gradient}");
    }
}

network! {
    #[derive(Clone, PartialEq, Debug)]
    struct Fixed< 3 => standardize => 5 tanh [freeze] => 3 tanh => 2 >;
}

/// Neither by one sample, nor by a tile, nor by the sum over many.
#[test]
fn weight_decay_leaves_what_is_not_trained() {
    fn check_fixed<O: Optimizer>(optimizer: O) {
        let start = Fixed::seeded(7);
        for count in [1, 32, 100] {
            let mut net = start.clone();
            let samples = vec![([0.1, -0.2, 0.3], [1.0, -1.0]); count];
            Trainer::new(MeanSquaredError, optimizer).step(&mut net, &samples[..]).unwrap();
            assert_eq!(net.layer1(), start.layer1());
            assert_eq!(net.layer2().weights, start.layer2().weights);
            assert_eq!(net.layer2().biases, start.layer2().biases);
            let trained =
                [net.layer3().weights.as_flattened(), net.layer4().weights.as_flattened()];
            let before =
                [start.layer3().weights.as_flattened(), start.layer4().weights.as_flattened()];
            for (after, before) in trained.concat().iter().zip(before.concat()) {
                assert_ne!(*after, before, "{count} samples");
            }
        }
    }
    check_fixed(Sgd::new(0.1).weight_decay(0.5));
    check_fixed(AdamW::new(0.1).weight_decay(0.5));
    check_fixed(Lion::new(0.1).weight_decay(0.5));
}

/// Longer steps are not taken.
const LONGEST: f32 = 5e30;

/// Signs and magnitudes from `10^from` to `10^to`.
fn gradients(from: i32, to: i32) -> impl Iterator<Item = f32> {
    let mut random = oorandom::Rand32::new(7);
    (0..2000).map(move |_| {
        let exponent = random.rand_range(0..u32::try_from(to - from).unwrap());
        let sign = if random.rand_float() < 0.5 { 1.0 } else { -1.0 };
        sign * (0.1 + random.rand_float()) * 10_f32.powi(from + i32::try_from(exponent).unwrap())
    })
}

/// No step is longer than the optimizer says, and all that it remembers is finite; returns how many steps it
/// refused.
fn refused<const M: usize, O>(optimizer: O, gradients: impl Iterator<Item = f32>) -> usize
where
    O: Optimizer<Memory = PerParameter<M>>,
{
    let (mut state, mut memory, mut refused) = (optimizer.start(), [0.0; M], 0);
    for gradient in gradients {
        let longest = optimizer.longest_step(&mut state, gradient.abs());
        if longest < LONGEST {
            let mut largest_memory = memory;
            let after = optimizer.step(state, &mut memory, 0.0_f32, gradient);
            assert!(after.abs() <= longest * 1.000_01, "{after} is no more than {longest}");
            assert!(memory.iter().all(|number| number.is_finite()), "{memory:?}");
            for largest in [f32::MAX, f32::MIN] {
                assert!(optimizer.step(state, &mut largest_memory, largest, gradient).is_finite());
            }
        } else {
            (state, memory, refused) = (optimizer.start(), [0.0; M], refused + 1);
        }
    }
    refused
}

#[test]
fn no_step_is_longer_than_was_said() {
    fn check_steps<const M: usize, O: Optimizer<Memory = PerParameter<M>>>(optimizer: O) {
        assert_eq!(refused(optimizer, gradients(-44, -12)), 0);
        assert_eq!(refused(optimizer, gradients(-8, 8)), 0);
        assert_eq!(refused(optimizer, gradients(10, 15)), 0);
        refused(optimizer, gradients(-38, 38));
    }
    check_steps(Sgd::new(0.1));
    check_steps(Sgd::new(0.1).weight_decay(10.0));
    check_steps(Momentum::new(0.1, 0.9));
    check_steps(Nesterov::new(0.1, 0.9));
    check_steps(AdaGrad::new(0.1));
    check_steps(AdaGrad::new(100.0).epsilon(1e-3));
    check_steps(RmsProp::new(0.1));
    check_steps(RmsProp::new(0.1).smoothing(0.0));
    check_steps(RmsProp::new(0.1).smoothing(0.999_999));
    check_steps(Adam::new(0.1));
    check_steps(Adam::new(0.1).betas(0.999_999, 0.0));
    check_steps(Adam::new(-0.1).betas(0.0, 0.999_999));
    check_steps(AdamW::new(0.1).weight_decay(10.0));
    check_steps(AdamW::new(0.1).weight_decay(10.0).weights_only());
    check_steps(Lion::new(0.1));
    check_steps(Lion::new(0.1).weight_decay(10.0).betas(0.0, 0.999_999));
}

#[test]
fn settings_and_gradients_that_could_overflow_are_refused() {
    fn check_refused<const M: usize, O: Optimizer<Memory = PerParameter<M>>>(optimizer: O, g: f32) {
        assert_eq!(refused(optimizer, [g].into_iter()), 1, "{g}");
    }
    for gradient in [1.1e19, f32::MAX, f32::INFINITY, f32::NAN] {
        check_refused(AdaGrad::new(1e-9), gradient);
        check_refused(RmsProp::new(1e-9), gradient);
        check_refused(Adam::new(1e-9), gradient);
        check_refused(AdamW::new(1e-9), gradient);
    }
    assert_eq!(refused(AdaGrad::new(0.1), [9e18; 2].into_iter()), 1, "the sum of two squares");
    for epsilon in [0.0, -1.0, 9e-17, 1e-25, f32::NAN] {
        check_refused(AdaGrad::new(0.1).epsilon(epsilon), 0.0);
        check_refused(RmsProp::new(0.1).epsilon(epsilon), 0.0);
        check_refused(Adam::new(0.1).epsilon(epsilon), 0.0);
        check_refused(AdamW::new(0.1).epsilon(epsilon), 0.0);
    }
    for share in [1.0, -0.1, f32::NAN] {
        check_refused(RmsProp::new(0.1).smoothing(share), 0.0);
        check_refused(Adam::new(0.1).betas(share, 0.9), 0.0);
        check_refused(AdamW::new(0.1).betas(0.9, share), 0.0);
        check_refused(Lion::new(0.1).betas(share, 0.9), 0.0);
        check_refused(Lion::new(0.1).betas(0.9, share), 0.0);
    }
    for decay in [-0.1, 10.1, f32::INFINITY, f32::NAN] {
        check_refused(Sgd::new(0.1).weight_decay(decay), 0.0);
        check_refused(AdamW::new(0.1).weight_decay(decay), 0.0);
        check_refused(Lion::new(0.1).weight_decay(decay), 0.0);
        check_refused(Sgd::new(0.1).weight_decay(decay).weights_only(), 0.0);
        check_refused(AdamW::new(0.1).weight_decay(decay).weights_only(), 0.0);
    }
    for gradient in [f32::MAX, f32::INFINITY, f32::NAN] {
        check_refused(Lion::new(0.1), gradient);
    }
}

/// The smallest `ε` bears it that the squares of small gradients are rounded, or no numbers.
#[test]
fn squares_that_are_too_small_make_no_step_longer() {
    fn check<const M: usize, O: Optimizer<Memory = PerParameter<M>>>(
        optimizer: O,
        root: impl Fn(f64) -> f64,
    ) {
        for exponent in 0..140 {
            let gradient = 10.0_f32.powf(-0.25 * exponent as f32 - 5.0);
            let (mut state, mut memory) = (optimizer.start(), [0.0; M]);
            for step in 1..=300 {
                assert!(optimizer.longest_step(&mut state, gradient).is_finite());
                let moved = -optimizer.step(state, &mut memory, 0.0_f32, gradient);
                let g = f64::from(gradient);
                let expected = 0.01 * g / (g * root(f64::from(step)) + 1e-16);
                assert!(
                    (f64::from(moved) / expected - 1.0).abs() < 1e-3,
                    "{moved} {expected}: {g}"
                );
            }
        }
    }
    // Of gradients that are all alike, `m̂` is the gradient and `√v̂` too.
    check(Adam::new(0.01).epsilon(1e-16), |_| 1.0);
    check(Adam::new(0.01).betas(0.5, 0.9).epsilon(1e-16), |_| 1.0);
    check(AdamW::new(0.01).weight_decay(0.0).epsilon(1e-16), |_| 1.0);
    check(RmsProp::new(0.01).epsilon(1e-16), |t| (1.0 - 0.99_f64.powf(t)).sqrt());
    check(AdaGrad::new(0.01).epsilon(1e-16), f64::sqrt);
}

/// Such a step would be refused whatever the samples, and the error says so.
#[test]
fn a_setting_that_is_out_of_range_is_told_from_samples_that_diverge() {
    fn check_refused<O: Optimizer>(optimizer: O, setting: &str) {
        let mut net = Weight::from_parameters([1.0]);
        let mut trainer = Trainer::new(MeanSquaredError, optimizer);
        let error = trainer.step(&mut net, &SAMPLE).unwrap_err();
        assert!(matches!(error, Error::Setting { name, .. } if name == setting), "{error:?}");
        assert_eq!(trainer.fit(&mut net, &SAMPLE).unwrap_err(), error);
        assert_eq!(trainer.fit(&mut net, &[([1.0], 0_u8)]).unwrap_err(), error);
        assert_eq!(net.parameters(), &[1.0]);
        assert!(error.to_string().starts_with(&format!("`{setting}` is out of range: ")));
    }
    for rate in [-0.1, f32::NAN, f32::INFINITY] {
        check_refused(Sgd::new(rate), "learning_rate");
        check_refused(Sgd::new(rate).weight_decay(0.1), "learning_rate");
        check_refused(Momentum::new(rate, 0.9), "learning_rate");
        check_refused(Nesterov::new(rate, 0.9), "learning_rate");
        check_refused(AdaGrad::new(rate), "learning_rate");
        check_refused(RmsProp::new(rate), "learning_rate");
        check_refused(Adam::new(rate), "learning_rate");
        check_refused(AdamW::new(rate), "learning_rate");
        check_refused(Lion::new(rate), "learning_rate");
        check_refused(Momentum::new(0.1, rate), "momentum");
        check_refused(Nesterov::new(0.1, rate), "momentum");
    }
    for epsilon in [0.0, -1.0, 9e-17, 1e-25, f32::NAN] {
        check_refused(AdaGrad::new(0.1).epsilon(epsilon), "epsilon");
        check_refused(RmsProp::new(0.1).epsilon(epsilon), "epsilon");
        check_refused(Adam::new(0.1).epsilon(epsilon), "epsilon");
        check_refused(AdamW::new(0.1).epsilon(epsilon), "epsilon");
    }
    for share in [1.0, -0.1, f32::NAN] {
        check_refused(RmsProp::new(0.1).smoothing(share), "smoothing");
        check_refused(Adam::new(0.1).betas(0.9, share), "betas");
        check_refused(AdamW::new(0.1).betas(share, 0.9), "betas");
        check_refused(Lion::new(0.1).betas(0.9, share), "betas");
    }
    for decay in [-0.1, 11.0, f32::NAN] {
        check_refused(Sgd::new(0.1).weight_decay(decay), "weight_decay");
        check_refused(AdamW::new(0.1).weight_decay(decay), "weight_decay");
        check_refused(Lion::new(0.1).weight_decay(decay), "weight_decay");
    }
    let mut net = Weight::from_parameters([1.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    // A factor that becomes infinite at the third loss that is no lower.
    trainer.schedule(Schedule::reduce_on_plateau(f32::MAX, 0));
    trainer.step(&mut net, &SAMPLE).unwrap();
    (0..3).for_each(|_| trainer.observe(1.0));
    assert_eq!(trainer.step(&mut net, &SAMPLE), Err(Error::OptimizerSetting));
}

/// The square of the gradient, `2 * 10²⁴`, is infinite; its loss is not.
#[test]
fn a_network_is_as_it_was_if_a_square_would_overflow() {
    fn check_refused<O: Optimizer>(optimizer: O) {
        for count in [1, 32, 100] {
            let mut net = Weight::from_parameters([1.0]);
            let mut trainer = Trainer::new(MeanSquaredError, optimizer);
            let error = trainer.step(&mut net, &vec![([1e12], [0.0]); count][..]).unwrap_err();
            assert_eq!(error, Error::Diverged { quantity: Quantity::Parameter, step: 0 });
            assert_eq!(net.parameters(), &[1.0]);
            trainer.step(&mut net, &SAMPLE).unwrap();
            assert!(net.parameters()[0].is_finite() && net.parameters() != &[1.0]);
        }
    }
    check_refused(AdaGrad::new(0.1));
    check_refused(RmsProp::new(0.1));
    check_refused(Adam::new(0.1));
    check_refused(AdamW::new(0.1));
}

/// With one gradient all along, each step is `μ`: `1 - βᵗ` is right at every one, and both means are but for rounding.
#[test]
fn the_corrections_of_adam_are_right_at_every_step() {
    let (optimizer, mut memory) = (Adam::new(1.0), [0.0_f32; 2]);
    let mut state = optimizer.start();
    for step in 0..100_000 {
        optimizer.longest_step(&mut state, 0.5);
        let after = optimizer.step(state, &mut memory, 0.0, 0.5);
        assert!((after + 1.0).abs() < 1e-4, "{after} at step {step}");
    }
}
