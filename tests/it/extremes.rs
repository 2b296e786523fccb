//! Numbers at the end of the range, NaN, and data that is wrong: a typed error, never a panic, and
//! nothing lost.

use sinew::prelude::*;
use sinew::{Error, Loss, Quantity, gradient_check};

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Identity< 1 => 1 sigmoid [no_bias] >;
}

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Classes< 2 => 2 softmax [no_bias] >;
}

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Line< 1 => 1 >;
}

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Plane< 2 => 2 [no_bias] >;
}

/// The loss and the gradient of a weight of 1, for an input and a target.
fn loss_and_gradient<N, L>(mut net: N, loss: L, z: f32, target: f32) -> (f32, f32)
where
    N: Trainable<Input = [f32; 1], Output = [f32; 1]>,
    L: Loss<N::Head>,
{
    net.parameters_mut()[0] = 1.0;
    let mut trainer = Trainer::new(loss, Sgd::new(1.0));
    let loss = trainer.step(&mut net, &[([z], [target])]).unwrap();
    (loss, (1.0 - net.parameters()[0]) / z)
}

#[test]
fn binary_cross_entropy_of_large_logits() {
    let of_sigmoid = |z, y| loss_and_gradient(Identity::zeros(), BinaryCrossEntropy, z, y);
    let of_logits = |z, y| loss_and_gradient(Line::zeros(), BinaryCrossEntropyWithLogits, z, y);
    for check in [of_sigmoid, of_logits] {
        assert_eq!(check(1e4, 1.0), (0.0, 0.0));
        assert_eq!(check(-1e4, 0.0), (0.0, 0.0));
        assert_eq!(check(1e4, 0.0), (1e4, 1.0));
        assert_eq!(check(-1e4, 1.0), (1e4, -1.0));
    }
}

/// Where a target is met, the loss is far below 1: it is not what is left of larger numbers.
#[test]
fn binary_cross_entropy_of_a_target_that_is_met() {
    let (loss, _) = loss_and_gradient(Identity::zeros(), BinaryCrossEntropy, 12.0, 1.0);
    assert!((loss / 6.144_193_5e-6 - 1.0).abs() < 1e-6, "{loss}");
    let (loss, _) = loss_and_gradient(Identity::zeros(), BinaryCrossEntropy, -12.0, 0.0);
    assert!((loss / 6.144_193_5e-6 - 1.0).abs() < 1e-6, "{loss}");
}

#[test]
fn losses_of_far_outputs() {
    let line = Line::zeros;
    assert_eq!(loss_and_gradient(line(), MeanAbsoluteError, 1e30, 0.0).0, 1e30);
    assert_eq!(loss_and_gradient(line(), Huber { delta: 2.0 }, 1e30, 0.0).0, 2e30);
    assert_eq!(loss_and_gradient(line(), Huber { delta: 2.0 }, -1e6, 0.0), (2e6 - 2.0, -2.0));
    assert_eq!(loss_and_gradient(line(), Hinge, 1e6, 1.0), (0.0, 0.0));
    assert_eq!(loss_and_gradient(line(), Hinge, -1e6, 1.0), (1e6 + 1.0, -1.0));
}

/// Where the derivative jumps it is 0.
#[test]
fn losses_at_their_kinks() {
    assert_eq!(loss_and_gradient(Line::zeros(), MeanAbsoluteError, 2.0, 2.0), (0.0, 0.0));
    assert_eq!(loss_and_gradient(Line::zeros(), Hinge, 1.0, 1.0), (0.0, 0.0));
    assert_eq!(loss_and_gradient(Line::zeros(), Hinge, -1.0, -1.0), (0.0, 0.0));
}

/// The loss of outputs that are the inputs, and whether the step was none.
fn cosine_distance(output: [f32; 2], target: [f32; 2]) -> (f32, bool) {
    let identity = Plane::from_parameters([1.0, 0.0, 0.0, 1.0]);
    let mut net = identity.clone();
    let mut trainer = Trainer::new(CosineDistance, Sgd::new(1.0));
    let loss = trainer.step(&mut net, &[(output, target)]).unwrap();
    assert!(net.parameters().iter().all(|weight| weight.is_finite()), "{net:?}");
    (loss, net == identity)
}

#[test]
fn the_cosine_of_what_has_no_direction_is_zero() {
    assert_eq!(cosine_distance([0.0, 0.0], [1.0, 2.0]), (1.0, true));
    assert_eq!(cosine_distance([1.0, 2.0], [0.0, 0.0]), (1.0, true));
    assert_eq!(cosine_distance([0.0, 0.0], [0.0, 0.0]), (1.0, true));
    assert_eq!(cosine_distance([1e-9, 0.0], [1.0, 2.0]), (1.0, true));
    assert_eq!(cosine_distance([1e-38, 1e-38], [1e-38, 0.0]), (1.0, true));
}

#[test]
fn the_cosine_of_very_long_and_very_short_vectors() {
    assert_eq!(cosine_distance([1e30, 0.0], [0.0, 1e-7]), (1.0, false));
    assert_eq!(cosine_distance([1e-7, 0.0], [-1e30, 0.0]), (2.0, true));
    assert_eq!(cosine_distance([3e38, 3e38], [2e38, 2e38]), (0.0, true));
    let nearly = cosine_distance([1.0, 1e-3], [1.0, 0.0]).0;
    assert!((nearly / 4.999_996e-7 - 1.0).abs() < 1e-4, "{nearly}");
}

#[test]
fn what_is_not_finite_is_not_hidden_by_a_loss() {
    // Each input is finite, and their sum overflows.
    let mut net = network!(2 => 2);
    *net.parameters_mut() = [1.0, 1.0, 1.0, 1.0, 0.0, 0.0];
    macro_rules! check {
        ($($loss:expr),+) => {
            $(
                let trainer = Trainer::new($loss, Sgd::new(0.1));
                let loss = trainer.evaluate(&net, &[([3e38, 3e38], [1.0, 0.0])]);
                assert!(loss.is_err(), "{}: {loss:?}", stringify!($loss));
            )+
        };
    }
    check!(MeanAbsoluteError, Huber::default(), CosineDistance, CrossEntropyWithLogits);
}

#[test]
fn cross_entropy_of_large_logits() {
    let identity = Classes::from_parameters([1.0, 0.0, 0.0, 1.0]);
    let plane = Plane::from_parameters([1.0, 0.0, 0.0, 1.0]);
    let losses = |input, target| {
        let sample = [(input, target)];
        [
            Trainer::new(CrossEntropy, Sgd::new(0.0)).evaluate(&identity, &sample),
            Trainer::new(KullbackLeibler, Sgd::new(0.0)).evaluate(&identity, &sample),
            Trainer::new(CrossEntropyWithLogits, Sgd::new(0.0)).evaluate(&plane, &sample),
        ]
    };
    assert_eq!(losses([1e4, -1e4], [1.0, 0.0]), [Ok(0.0); 3]);
    assert_eq!(losses([1e4, -1e4], [0.0, 1.0]), [Ok(2e4); 3]);
    assert_eq!(identity.predict(&[1e4, -1e4]), [1.0, 0.0]);
    assert_eq!(identity.predict(&[-1e4, -1e4]), [0.5, 0.5]);
}

#[test]
fn every_activation_stays_finite_at_large_inputs() {
    let ones = network!(1 => 1 sigmoid [no_bias]);
    assert_eq!(ones.predict(&[1e30]), [0.5], "a zero weight");
    let mut tanh = network!(1 => 1 tanh [no_bias]);
    *tanh.parameters_mut() = [1.0];
    assert_eq!(tanh.predict(&[1e30]), [1.0]);
    assert_eq!(tanh.predict(&[-1e30]), [-1.0]);
    assert_eq!(Identity::from_parameters([1.0]).predict(&[-1e30]), [0.0]);
}

#[test]
fn nan_comes_through() {
    macro_rules! check {
        ($($activation:tt)*) => {
            let mut net = network!(1 => 2 $($activation)*);
            *net.parameters_mut() = [1.0; 4];
            assert!(net.predict(&[f32::NAN])[0].is_nan(), stringify!($($activation)*));
        };
    }
    check!(linear);
    check!(relu);
    check!(leaky_relu(0.01));
    check!(relu6);
    check!(elu(1.0));
    check!(selu);
    check!(gelu);
    check!(silu);
    check!(mish);
    check!(softplus);
    check!(sigmoid);
    check!(hard_sigmoid);
    check!(tanh);
    check!(hard_tanh);
    check!(sin);
    check!(softmax);
    check!(step);
}

/// At both infinities, and the derivatives there.
#[test]
fn limits_of_activations() {
    macro_rules! check {
        ($function:expr, $derivative:expr, $($activation:tt)*) => {
            let mut net = network!(1 => 1 $($activation)*);
            *net.parameters_mut() = [1.0, 0.0];
            let infinities = [f32::NEG_INFINITY, f32::INFINITY];
            assert_eq!(infinities.map(|z| net.predict(&[z])[0]), $function);
            let derivative = |z| net.backward(&[z], &net.forward(&[z]), &[1.0])[1];
            assert_eq!(infinities.map(derivative), $derivative);
        };
    }
    const INFINITY: f32 = f32::INFINITY;
    check!([-0.5, INFINITY], [0.0, 1.0], elu(0.5));
    check!([-1.758_099_3, INFINITY], [0.0, 1.050_701], selu);
    check!([0.0, INFINITY], [0.0, 1.0], gelu);
    check!([0.0, INFINITY], [0.0, 1.0], silu);
    check!([0.0, INFINITY], [0.0, 1.0], mish);
    check!([0.0, INFINITY], [0.0, 1.0], softplus);
    check!([0.0, 1.0], [0.0, 0.0], hard_sigmoid);
    check!([-1.0, 1.0], [0.0, 0.0], hard_tanh);
    check!([0.0, 6.0], [0.0, 0.0], relu6);
}

#[test]
fn the_sine_of_a_large_number_is_a_sine() {
    let mut net = network!(1 => 1 sin [no_bias]);
    *net.parameters_mut() = [1.0];
    for z in [1e5, -1e6, 1e7, -1e10, 1e30, f32::MAX] {
        assert!(net.predict(&[z])[0].abs() <= 1.0, "{z}");
    }
    assert!(net.predict(&[f32::INFINITY])[0].is_nan());
}

#[test]
fn a_sample_that_is_not_finite_is_named() {
    let good = ([1.0], [1.0]);
    for bad in [([f32::NAN], [1.0]), ([1.0], [f32::INFINITY])] {
        let mut samples = [good; 20];
        samples[17] = bad;
        let mut net = Line::seeded(7);
        let error = Trainer::new(MeanSquaredError, Sgd::new(0.1)).fit(&mut net, &samples);
        assert_eq!(error, Err(Error::NonFiniteSample { sample: 17 }));
        assert_eq!(net, Line::seeded(7), "the network is as it was");
    }
}

#[test]
fn divergence_is_an_error_and_not_nan() {
    let samples = [([1.0], [1.0]), ([100.0], [-3.0])];
    let mut net = Line::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(10.0));
    let error = trainer.epochs(1000).fit(&mut net, &samples).unwrap_err();
    assert!(matches!(error, Error::Diverged { quantity: Quantity::Loss, step: 1.. }), "{error:?}");
    assert!(net.parameters().iter().all(|w| w.is_finite()), "{net:?}");
}

#[test]
fn a_step_that_would_overflow_is_not_taken() {
    let samples = [([1e10], [0.0])];
    let mut net = Line::from_parameters([1.0, 0.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(1e30, 0.9));
    let error = trainer.step(&mut net, &samples).unwrap_err();
    assert_eq!(error, Error::Diverged { quantity: Quantity::Parameter, step: 0 });
    assert_eq!(net, Line::from_parameters([1.0, 0.0]));
    let mut slower = Trainer::new(MeanSquaredError, Sgd::new(1e-21));
    assert!(slower.step(&mut net, &samples).is_ok(), "the network can still be trained");
}

/// The gradient of a shift is its `δ`, however small the inputs are.
#[test]
fn a_shift_that_would_overflow_is_not_learned() {
    network! {
        #[derive(Debug, Clone, PartialEq)]
        struct Shift< 1 => affine >;
    }
    network! {
        #[derive(Debug, Clone, PartialEq)]
        struct Normalized< 1 => layer_norm >;
    }
    let samples = [([1e-3], [1.5e19])];
    let error = Err(Error::Diverged { quantity: Quantity::Parameter, step: 0 });
    let mut net = Shift::seeded(7);
    assert_eq!(Trainer::new(MeanSquaredError, Adam::new(0.1)).step(&mut net, &samples), error);
    assert_eq!(net, Shift::seeded(7));
    let mut net = Normalized::seeded(7);
    assert_eq!(Trainer::new(MeanSquaredError, Adam::new(0.1)).step(&mut net, &samples), error);
    assert_eq!(net, Normalized::seeded(7));
}

#[test]
fn a_large_input_without_a_gradient_is_no_divergence() {
    for count in [1, 32] {
        let mut net = Line::from_parameters([0.0, 0.0]);
        let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
        let loss = trainer.step(&mut net, &vec![([3e38], [0.0]); count][..]);
        assert_eq!(loss, Ok(0.0));
        assert_eq!(net, Line::from_parameters([0.0, 0.0]));
    }
}

#[test]
fn a_step_on_a_sample_that_is_not_finite_costs_nothing() {
    let run = |bad: bool| {
        let mut net = Line::from_parameters([1.0, 0.0]);
        let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.01, 0.9));
        for _ in 0..5 {
            trainer.step(&mut net, &[([1.0], [3.0])]).unwrap();
            if bad {
                let error = trainer.step(&mut net, &[([1.0], [3.0]), ([f32::NAN], [3.0])]);
                assert_eq!(error, Err(Error::NonFiniteSample { sample: 1 }));
            }
        }
        net
    };
    assert_eq!(run(true), run(false), "the velocity is as it was, too");
}

#[test]
fn large_losses_do_not_overflow_in_the_mean() {
    let samples = [([0.0], [1e19]); 64];
    let mut net = Line::from_parameters([0.0, 0.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.0));
    let loss = trainer.evaluate(&net, &samples).unwrap();
    let report = trainer.epochs(1).fit(&mut net, &samples).unwrap();
    assert!(report.loss.is_finite() && (report.loss / loss - 1.0).abs() < 1e-5);
}

#[test]
fn without_an_epoch_nothing_is_trained_and_no_loss_reported() {
    let mut net = Line::from_parameters([0.0, 0.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let report = trainer.epochs(0).fit(&mut net, &[([1.0], [3.0])]).unwrap();
    assert!(report.loss.is_nan() && report.epochs == 0);
    assert_eq!(trainer.evaluate(&net, &[([1.0], [3.0])]), Ok(9.0));
    let error = trainer.evaluate(&net, &[([f32::NAN], [3.0])]);
    assert_eq!(error, Err(Error::NonFiniteSample { sample: 0 }));
}

#[test]
fn the_state_of_an_optimizer_survives_divergence() {
    let mut net = Line::from_parameters([1.0, 0.0]);
    let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(1.0, 0.9));
    trainer.step(&mut net, &[([1e14], [0.0])]).unwrap();
    assert!(trainer.step(&mut net, &[([1e14], [0.0])]).is_err());
    assert!(trainer.step(&mut net, &[([0.0], [0.0])]).is_ok(), "no velocity of infinity is left");
}

#[test]
fn nothing_to_learn_from() {
    let mut net = Line::seeded(7);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let none: [([f32; 1], [f32; 1]); 0] = [];
    assert_eq!(trainer.step(&mut net, &none), Err(Error::NoSamples));
    assert_eq!(trainer.fit(&mut net, &none), Err(Error::NoSamples));
    assert_eq!(gradient_check(&mut net, MeanSquaredError, &[]), Err(Error::NoSamples));
    let error = trainer.batch(0).fit(&mut net, &[([1.0], [1.0])]);
    assert_eq!(error, Err(Error::EmptyBatch));
    assert_eq!(net, Line::seeded(7));
}

#[test]
fn slices_of_different_lengths() {
    let net = Line::from_parameters([1.0, 0.0]);
    let mut outputs = [[9.0]; 3];
    let error = net.predict_batch(&[[1.0], [2.0]], &mut outputs).unwrap_err();
    assert_eq!(error, Error::LengthMismatch { inputs: 2, outputs: 3 });
    assert_eq!(outputs, [[9.0]; 3], "the outputs are as they were");
}

#[test]
fn errors_say_what_is_wrong_and_what_helps() {
    let text = Error::Diverged { quantity: Quantity::Loss, step: 12 }.to_string();
    assert_eq!(
        text,
        "the loss is not finite at step 12: lower the learning rate, or scale the data"
    );
    let text = Error::NonFiniteSample { sample: 17 }.to_string();
    assert_eq!(text, "sample 17 holds a number that is NaN or infinite");
    let text = Error::LengthMismatch { inputs: 2, outputs: 3 }.to_string();
    assert!(text.starts_with("2 inputs, but a place for 3 outputs"), "{text}");
}

/// What is bad in a batch.
#[derive(Debug, Clone, Copy)]
enum Bad {
    Input(f32),
    Target(f32),
}

impl Bad {
    fn all() -> impl Iterator<Item = Self> {
        let numbers = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
        numbers.into_iter().flat_map(|number| [Self::Input(number), Self::Target(number)])
    }

    /// So many samples, of which this one is bad.
    fn among<const I: usize>(self, count: usize, bad: usize) -> Vec<([f32; I], [f32; 2])> {
        let mut samples = vec![([0.25; I], [1.0, -1.0]); count];
        match self {
            Self::Input(number) => samples[bad].0[I - 1] = number,
            Self::Target(number) => samples[bad].1[0] = number,
        }
        samples
    }
}

type Steps<'a, N, L> = &'a dyn Fn(&mut Trainer<N, L, Nesterov>, &mut N);

/// A step on a bad sample names it, and leaves the network and what the optimizer remembers: the good steps around it
/// have the same bits as without it. One sample, a tile that is not full, tiles and a rest.
fn check_bad_samples<N, L, const I: usize>(new: fn(u64) -> N, loss: L)
where
    N: Trainable<Input = [f32; I], Output = [f32; 2]>,
    L: Loss<N::Head>,
{
    let good = [([0.5; I], [-1.0, 1.0]); 3];
    let run = |bad: Steps<'_, N, L>| {
        let (mut net, mut trainer) = (new(7), Trainer::new(loss, Nesterov::new(0.05, 0.9)));
        for _ in 0..2 {
            trainer.step(&mut net, &good).unwrap();
            bad(&mut trainer, &mut net);
        }
        trainer.step(&mut net, &good).unwrap();
        net.parameters().to_vec()
    };
    let expected = run(&|_, _| ());
    for (bad, (count, place)) in
        Bad::all().flat_map(|bad| [(1, 0), (20, 17), (71, 33), (71, 70)].map(|at| (bad, at)))
    {
        let found = run(&|trainer, net| {
            let before = net.parameters().to_vec();
            let error = trainer.step(net, &bad.among(count, place)[..]);
            assert_eq!(error, Err(Error::NonFiniteSample { sample: place }), "{bad:?} of {count}");
            assert_eq!(net.parameters().to_vec(), before);
        });
        assert_eq!(found, expected, "{bad:?} of {count}");
    }
}

#[test]
fn a_step_names_what_is_not_finite_whatever_the_network_makes_of_it() {
    network! { struct Tanh< 3 => 8 tanh => 2 >; }
    network! { struct Rectified< 37 => 8 relu => 2 >; }
    network! { struct Frozen< 3 => 8 tanh [freeze] => 2 >; }
    check_bad_samples(Tanh::seeded, MeanSquaredError);
    check_bad_samples(Tanh::seeded, Hinge);
    check_bad_samples(Tanh::seeded, CosineDistance);
    // Outputs without a direction.
    check_bad_samples(|_| Tanh::zeros(), CosineDistance);
    check_bad_samples(Rectified::seeded, MeanSquaredError);
    check_bad_samples(Frozen::seeded, Hinge);
}

/// The same of classes and of samples with weights.
#[test]
fn a_step_names_what_is_not_finite_beside_classes_and_weights() {
    for number in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN] {
        let (mut net, mut trainer) = (Classes::seeded(7), Trainer::new(Hinge, Sgd::new(0.1)));
        let bad = [([0.0, 1.0], 1_u8), ([number, 1.0], 0)];
        let error = Err(Error::NonFiniteSample { sample: 1 });
        assert_eq!(trainer.step(&mut net, &bad), error);
        assert_eq!(trainer.step(&mut net, &bad.weighted(&[1.0, 0.0])), error);
        let bad = [([0.0, 1.0], [0.0, number]), ([0.0, 1.0], [0.0, 1.0])];
        let error = Err(Error::NonFiniteSample { sample: 0 });
        assert_eq!(trainer.step(&mut net, &bad.weighted(&[1.0, 1.0])), error);
        assert_eq!(net, Classes::seeded(7));
    }
}

#[test]
fn a_gradient_is_not_checked_where_a_sample_is_not_finite() {
    let mut net = Line::seeded(7);
    for bad in [([f32::NAN], [1.0]), ([1.0], [f32::INFINITY])] {
        let error = gradient_check(&mut net, MeanSquaredError, &[([1.0], [1.0]), bad]);
        assert_eq!(error, Err(Error::NonFiniteSample { sample: 1 }));
    }
    assert_eq!(net, Line::seeded(7));
}
