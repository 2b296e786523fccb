//! Stages that are no plain layers: what they compute, their gradients, what training makes of them.

use sinew::prelude::*;
use sinew::{Error, gradient_check};

const SAMPLES: usize = 37;

fn samples<const I: usize, const O: usize>() -> Vec<([f32; I], [f32; O])> {
    (0..SAMPLES)
        .map(|sample| {
            let wave = |n: usize, speed: f32| ((sample * 7 + n) as f32 * speed).sin();
            (
                core::array::from_fn(|i| 2.0 * wave(i, 0.7) + 0.3),
                core::array::from_fn(|o| wave(o, 1.3)),
            )
        })
        .collect()
}

/// Checks the gradient of a network, over few samples and over many.
macro_rules! gradient {
    ($name:ident, $($net:tt)*) => {
        #[test]
        fn $name() {
            let mut net = network!($($net)*);
            net.reseed(3);
            // Away from the start of scales, shifts and slopes, which are all alike.
            for (place, parameter) in net.parameters_mut().iter_mut().enumerate() {
                *parameter += 0.1 * (place as f32).sin();
            }
            let samples = samples();
            for count in [1, 5, SAMPLES] {
                let check = gradient_check(&mut net, MeanSquaredError, &samples[..count]).unwrap();
                assert!(check.largest_error < 5e-3, "{count} samples: {check:?}");
            }
        }
    };
}

network! { struct Encoder< 5 => 7 tanh => 3 tanh >; }
network! { struct Decoder< 3 => 7 tanh => 4 >; }
network! { struct Norm< 5 => standardize => 3 tanh => layer_norm >; }

gradient!(affine, 3 => affine => 5 tanh => affine => 2 => affine);
gradient!(layer_norm, 3 => layer_norm => 5 tanh => layer_norm => 2);
gradient!(layer_norm_last, 3 => 5 tanh => 4 => layer_norm);
gradient!(layer_norm_with_its_own_epsilon, 3 => layer_norm(0.5) => 5 tanh => layer_norm(2.0) => 2);
gradient!(standardize, 3 => standardize => 5 tanh => 2);
gradient!(prelu, 3 => 5 prelu => 4 prelu);
gradient!(dropout, 3 => dropout(0.1) => 9 tanh => dropout(0.5) => 2);
gradient!(residual, 5 => 6 tanh => residual { 9 tanh => 6 tanh } => 2);
gradient!(residual_alone, 5 => residual { 5 tanh });
gradient!(residual_in_residual, 5 => residual { 4 tanh => residual { layer_norm => 4 tanh } => 5 } => 2);
gradient!(repeated, 5 => repeat 3 { 6 tanh } => repeat 2 { residual { 6 tanh } } => 2);
gradient!(networks, 5 => Encoder => Decoder);
gradient!(network_in_residual, 5 => residual { Encoder => 5 tanh } => Encoder => 2);
gradient!(network_that_begins_with_what_is_fixed, 4 => 5 tanh => Norm => 2);
gradient!(frozen_first, 5 => 6 tanh [freeze] => layer_norm => 2);
gradient!(frozen_between, 5 => 6 tanh => 6 tanh [freeze] => 2);
gradient!(frozen_last, 5 => 6 tanh => 2 [freeze]);
gradient!(wide, 20 => layer_norm => 17 prelu => residual { 17 tanh } => affine => 5);

#[test]
fn what_stages_compute() {
    let mut net = network!(2 => affine);
    *net.layer1_mut() = [[2.0, 3.0], [10.0, 20.0]];
    assert_eq!(net.predict(&[1.0, -1.0]), [12.0, 17.0]);

    let mut net = network!(2 => 2 prelu [no_bias]);
    *net.layer1_mut().weights = [[1.0, 0.0], [0.0, 1.0]];
    *net.layer2_mut() = [[0.5, 0.25]];
    assert_eq!(net.predict(&[-4.0, 4.0]), [-2.0, 4.0]);
    assert_eq!(net.predict(&[4.0, -4.0]), [4.0, -1.0]);

    let mut net = network!(3 => layer_norm);
    net.reseed(0);
    let expected = (1.5_f32 + 1e-5).sqrt().recip();
    let [a, b, c] = net.predict(&[1.0, 2.5, 4.0]);
    assert!((a + 1.5 * expected).abs() < 1e-6 && b == 0.0 && (c - 1.5 * expected).abs() < 1e-6);

    let mut net = network!(2 => residual { 2 [no_bias] });
    assert_eq!(net.predict(&[3.0, 4.0]), [3.0, 4.0]);
    net.parameters_mut().copy_from_slice(&[0.0, 1.0, 1.0, 0.0]);
    assert_eq!(net.predict(&[3.0, 4.0]), [7.0, 7.0]);
}

#[test]
fn a_network_as_a_stage_is_that_network() {
    network! { struct Both< 5 => Encoder => Decoder >; }
    assert_eq!(Both::PARAMETERS, Encoder::PARAMETERS + Decoder::PARAMETERS);
    assert_eq!(Both::MULTIPLY_ADDS, Encoder::MULTIPLY_ADDS + Decoder::MULTIPLY_ADDS);
    let (encoder, decoder) = (Encoder::seeded(1), Decoder::seeded(2));
    let mut both = Both::zeros();
    both.layer1_mut().copy_from_slice(encoder.parameters());
    both.layer2_mut().copy_from_slice(decoder.parameters());
    let input = [0.1, -0.2, 0.3, -0.4, 0.5];
    assert_eq!(both.predict(&input), decoder.predict(&encoder.predict(&input)));
    assert_eq!(both.predict(&input), Chain::new(&encoder, &decoder).predict(&input));
}

#[test]
fn repeated_layers_are_layers_of_their_own() {
    network! { struct Deep< 4 => repeat 3 { 4 tanh => layer_norm } => 1 >; }
    assert_eq!(Deep::PARAMETERS, 3 * (4 * 4 + 4 + 8) + 5);
    let net = Deep::seeded(1);
    assert_ne!(net.layer1().weights, net.layer3().weights);
}

#[test]
fn dropout_drops_its_share_and_keeps_the_mean() {
    let mut net = network!(100 => dropout(0.25) => 100 [no_bias]);
    (0..100).for_each(|i| net.layer2_mut().weights[i][i] = 1.0);
    assert_eq!(net.predict(&[1.0; 100]), [1.0; 100], "a prediction drops nothing");
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.0));
    let mut losses = [0.0; 50];
    for loss in &mut losses {
        *loss = trainer.step(&mut net, &[([1.0; 100], [1.0; 100])]).unwrap();
    }
    // A quarter misses its target by 1, what stays passes it by a third.
    let mean = losses.iter().sum::<f32>() / losses.len() as f32;
    assert!((mean - 1.0 / 3.0).abs() < 0.02, "{mean}");
    assert!(losses.iter().any(|loss| *loss != losses[0]), "each step drops other units");
}

#[test]
fn dropout_drops_the_same_in_tiles_as_one_by_one() {
    network! { struct Net< 6 => dropout(0.5) => 8 relu => dropout(0.5) => 2 >; }
    let samples = samples::<6, 2>();
    let loss_of = |batch: &[_]| {
        let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.0));
        trainer.step(&mut Net::seeded(5), batch).unwrap() * batch.len() as f32
    };
    // The first sample alone is no tile, and with others it is in one. Its loss is what it adds to theirs.
    let zeros = ([0.0; 6], [0.0; 2]);
    let mut batch = [zeros; 32];
    let others = loss_of(&batch) - loss_of(&[zeros]);
    batch[0] = samples[0];
    assert!((loss_of(&batch) - others - loss_of(&samples[..1])).abs() < 1e-4);
}

/// Two stages in a row, each of which takes a unit of 1 three times or leaves it: the mean square is `(1 + 9 + 9 + 81) / 4`,
/// and would be `(1 + 81) / 2` if both dropped the same.
#[test]
fn no_two_stages_drop_the_same() {
    fn mean_square<N: Trainable<Input = [f32; 64], Output = [f32; 64], Head = sinew::Linear>>(
        mut net: N,
    ) -> f32 {
        net.reseed(7);
        let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.0));
        let mut step = || trainer.step(&mut net, &[([1.0; 64], [0.0; 64])]).unwrap();
        (0..200).map(|_| step()).sum::<f32>() / 200.0
    }
    network! { struct Maybe< 64 => residual { dropout(0.5) } => affine >; }
    network! { struct Outer< 64 => Maybe => Maybe >; }
    let repeated = mean_square(network!(64 => repeat 2 { residual { dropout(0.5) } } => affine));
    let apart = mean_square(
        network!(64 => residual { dropout(0.5) } => affine => residual { dropout(0.5) }),
    );
    let chained = mean_square(Chain::new(&Maybe::zeros(), &Maybe::zeros()));
    let inside = mean_square(
        network!(64 => residual { residual { dropout(0.5) } => dropout(0.0) => affine => dropout(0.0) }),
    );
    for found in [repeated, apart, chained, mean_square(Outer::zeros())] {
        assert!((found - 25.0).abs() < 2.0, "{found}");
    }
    // x + (1 or 3) x.
    assert!((inside - 10.0).abs() < 0.5, "{inside}");
}

#[test]
fn training_leaves_alone_what_is_frozen() {
    network! { #[derive(Clone)] struct Net< 6 => standardize => 8 relu [freeze] => residual { 8 tanh [freeze] } => 2 >; }
    let samples = samples::<6, 2>();
    let mut net = Net::seeded(1);
    net.standardize(&samples.iter().map(|sample| sample.0).collect::<Vec<_>>()).unwrap();
    let before = net.clone();
    for batch in [1, 32, 37] {
        let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.1, 0.9));
        trainer.epochs(3).batch(batch).fit(&mut net, &samples[..]).unwrap();
    }
    assert_eq!(net.layer1(), before.layer1());
    assert_eq!(net.layer2(), before.layer2());
    assert_ne!(net.layer4(), before.layer4());
    let end = Net::PARAMETERS - net.layer4().weights.as_flattened().len() - 2;
    assert_eq!(net.parameters()[..end], before.parameters()[..end]);
}

#[test]
fn standardize_is_fitted_to_data() {
    network! { struct Net< 3 => standardize >; }
    let mut net = Net::seeded(1);
    assert_eq!(net.predict(&[1.0, 2.0, 3.0]), [1.0, 2.0, 3.0]);
    net.standardize(&[[1.0, 10.0, 5.0], [3.0, 30.0, 5.0]]).unwrap();
    assert_eq!(net.predict(&[1.0, 10.0, 5.0]), [-1.0, -1.0, 0.0]);
    assert_eq!(net.predict(&[5.0, 40.0, 6.0]), [3.0, 2.0, 1.0]);
    let before = *net.parameters();
    assert!(matches!(net.standardize(&[]), Err(Error::NoSamples)));
    let bad = [[0.0; 3], [0.0, f32::NAN, 0.0]];
    assert!(matches!(net.standardize(&bad), Err(Error::NonFiniteSample { sample: 1 })));
    net.standardize(&[[f32::MAX; 3], [f32::MIN; 3]]).unwrap();
    assert!(net.predict(&[f32::MAX; 3]).iter().all(|x| x.is_finite()));
    assert_ne!(*net.parameters(), before);
}

/// What numbers become that the stage is fitted to.
fn standardized(numbers: &[f32]) -> Vec<f32> {
    let mut net = network!(1 => standardize);
    let inputs: Vec<_> = numbers.iter().map(|number| [*number]).collect();
    net.standardize(&inputs).unwrap();
    let mut outputs = vec![[0.0]; inputs.len()];
    net.predict_batch(&inputs, &mut outputs).unwrap();
    for (input, output) in inputs.iter().zip(&outputs) {
        assert_eq!(net.predict(input), *output);
    }
    outputs.concat()
}

#[track_caller]
fn assert_standardized(numbers: &[f32], expected: impl IntoIterator<Item = f64>) {
    let found = standardized(numbers);
    let expected: Vec<_> = expected.into_iter().collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!((f64::from(*found) - expected).abs() < 1e-6, "{found} {expected}: {numbers:?}");
    }
}

#[test]
fn standardize_takes_units_of_any_size() {
    for size in [1e-38, 1e-30, 1e-23, 3e-23, 1e-19, 1.0, 1e19, 1e25, 1e38, f32::MAX] {
        assert_standardized(&[size, -size], [1.0, -1.0]);
        // The mean is 1/2, the deviation √3/2.
        let three = [1.0 / 3.0_f64.sqrt(); 3];
        assert_standardized(&[size, size, size, -size], three.into_iter().chain([-3.0_f64.sqrt()]));
        assert_standardized(
            &[-size, -size, -size, size],
            three.map(|x| -x).into_iter().chain([3.0_f64.sqrt()]),
        );
    }
    // Far apart beside a large mean: it is -MAX/2, and the deviation MAX/2.
    assert_standardized(&[0.0, -f32::MAX], [1.0, -1.0]);
}

#[test]
fn standardize_takes_an_offset_beside_which_the_spread_is_small() {
    assert_standardized(&[1e8, 1e8 + 8.0], [-1.0, 1.0]);
    assert_standardized(&[-16_777_215.0, -16_777_216.0], [1.0, -1.0]);
    for count in [2_u8, 5, 100, 255] {
        // All of them are exact: neighbours there are 128 apart.
        let times: Vec<_> = (0..count).map(|i| 1.7e9 + 128.0 * f32::from(i)).collect();
        let n = f64::from(count);
        let deviation = ((n * n - 1.0) / 12.0).sqrt();
        let expected = (0..count).map(|i| (f64::from(i) - (n - 1.0) / 2.0) / deviation);
        assert_standardized(&times, expected);
    }
}

#[test]
fn standardize_centres_what_it_cannot_scale() {
    assert_standardized(&[0.1; 7], [0.0; 7]);
    assert_standardized(&[f32::MAX; 7], [0.0; 7]);
    assert_standardized(&[f32::from_bits(1), f32::from_bits(3)], [0.0; 2]);
}

/// Units of such a size had squares that are no `f32`.
const OWN_EPSILON: f32 = 3.0;

/// Of 1 and 3 the mean is 2 and the variance 1: `∓1 / √(1 + 3)`. One by one, and in a tile.
#[test]
fn layer_norm_with_its_own_epsilon_computed_by_hand() {
    let mut net = network!(2 => layer_norm(3.0));
    net.reseed(0);
    assert_eq!(net.predict(&[1.0, 3.0]), [-0.5, 0.5]);
    let mut outputs = [[0.0; 2]; 33];
    net.predict_batch(&[[1.0, 3.0]; 33], &mut outputs).unwrap();
    assert_eq!(outputs, [[-0.5, 0.5]; 33]);
    // The way forward of training, with `γ = 2` and `β = 1`.
    *net.layer1_mut() = [[2.0; 2], [1.0; 2]];
    assert_eq!(net.forward(&[1.0, 3.0]).layer1.a, [0.0, 2.0]);
    // From a constant; then `∓0.5` with a variance of 0.25.
    let mut net = network!(2 => layer_norm(OWN_EPSILON) => layer_norm(1.0));
    net.reseed(0);
    let [_, a] = net.predict(&[1.0, 3.0]);
    assert!((a - 0.5 / 1.25_f32.sqrt()).abs() < 1e-6, "{a}");
}

/// Units whose squares overflow, beside an epsilon that is not small: the variance is `1e40`, and `√(1e40 + 3e38)`.
#[test]
fn layer_norm_of_large_units_with_a_large_epsilon() {
    let mut net = network!(2 => layer_norm(3e38));
    net.reseed(0);
    let [_, a] = net.predict(&[-1e20, 1e20]);
    assert!((a - 1.03_f32.sqrt().recip()).abs() < 1e-6, "{a}");
}

#[test]
fn layer_norm_takes_large_inputs() {
    let mut net = network!(4 => layer_norm);
    net.reseed(0);
    // Their mean is 2.75, and their variance 35/16.
    let normalized = [1.0_f32, 2.0, 3.0, 5.0].map(|x| (x - 2.75) / (35.0_f32 / 16.0).sqrt());
    let large = [1.0, 2.0, 3.0, 5.0].map(|x| x * 2e19);
    for (input, expected) in [(large, normalized), ([2e38; 4], [0.0; 4])] {
        let mut outputs = [[0.0; 4]; 40];
        net.predict_batch(&[input; 40], &mut outputs).unwrap();
        for output in outputs.iter().chain([&net.predict(&input)]) {
            for (found, expected) in output.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-5, "{output:?}");
            }
        }
    }
    // Rows that differ in sign alone can be told apart, whatever their size.
    let samples = [([1e20, -1e20, 3e20, 0.0], [1.0]), ([-1e20, 1e20, -3e20, 0.0], [-1.0])];
    let mut net = network!(4 => layer_norm => 1);
    net.reseed(3);
    let mut trainer = Trainer::deterministic(MeanSquaredError, Sgd::new(0.1));
    trainer.epochs(200).batch(2).fit(&mut net, &samples).unwrap();
    assert!(trainer.evaluate(&net, &samples).unwrap() < 1e-6);
    // The layer before it, too.
    let mut net = network!(4 => 4 => layer_norm => 1);
    net.reseed(3);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    trainer.epochs(200).batch(2).fit(&mut net, &samples).unwrap();
    assert!(trainer.evaluate(&net, &samples).unwrap() < 1e-6);
}

#[test]
fn a_network_of_every_stage_learns() {
    network! {
        struct Net<
            6 => standardize => 16 prelu => layer_norm => residual { 16 tanh } => dropout(0.05) => 2
        >;
    }
    let samples = samples::<6, 2>();
    let mut net = Net::seeded(1);
    net.standardize(&samples.iter().map(|sample| sample.0).collect::<Vec<_>>()).unwrap();
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.02, 0.9));
    let before = trainer.evaluate(&net, &samples[..]).unwrap();
    trainer.epochs(100).batch(8).fit(&mut net, &samples[..]).unwrap();
    let after = trainer.evaluate(&net, &samples[..]).unwrap();
    assert!(after < before / 5.0, "{before} to {after}");
}
