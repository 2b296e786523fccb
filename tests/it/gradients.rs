//! Backpropagation against finite differences, for each activation and each loss, one sample after
//! the other and in tiles.

use sinew::prelude::*;
use sinew::{ElementwiseLoss, Error, Quantity, Real, gradient_check};

/// More than a tile, so that whole tiles and the rest are both checked.
const SAMPLES: usize = 37;

/// Inputs spread over -1 to 1, targets that are probabilities which sum to 1.
fn samples<const I: usize, const O: usize>() -> Vec<([f32; I], [f32; O])> {
    let rest = 0.2 / O as f32;
    samples_with(0.8 + rest, rest)
}

/// Targets of 1 for one class, and -1 for all others.
fn signs<const I: usize, const O: usize>() -> Vec<([f32; I], [f32; O])> {
    samples_with(1.0, -1.0)
}

/// Targets of 1 for one class, and 0 for all others.
fn certain<const I: usize, const O: usize>() -> Vec<([f32; I], [f32; O])> {
    samples_with(1.0, 0.0)
}

/// One class after another has the target `hit`, all others have `miss`.
fn samples_with<const I: usize, const O: usize>(hit: f32, miss: f32) -> Vec<([f32; I], [f32; O])> {
    (0..SAMPLES)
        .map(|sample| {
            let input = core::array::from_fn(|i| ((sample * I + i) as f32 * 0.7).sin());
            let target = core::array::from_fn(|o| if o == sample % O { hit } else { miss });
            (input, target)
        })
        .collect()
}

/// Checks a gradient over many samples and over few.
macro_rules! check {
    ($name:ident, $loss:expr, $inputs:literal => $($net:tt)*) => {
        #[test]
        fn $name() {
            network! { struct Net< $inputs => $($net)* >; }
            check($loss, Net::seeded(3), &samples());
        }
    };
    ($name:ident, $loss:expr, $net:ident) => {
        check!($name, $loss, samples, $net);
    };
    ($name:ident, $loss:expr, $samples:ident, $net:ident) => {
        #[test]
        fn $name() {
            check($loss, $net::seeded(3), &$samples());
        }
    };
}

fn check<N: Trainable, L: sinew::Loss<N::Head>>(
    loss: L,
    mut net: N,
    samples: &[(N::Input, N::Output)],
) {
    let before = net.parameters().clone();
    for count in [1, 5, SAMPLES] {
        let check = gradient_check(&mut net, loss, &samples[..count]).unwrap();
        assert!(check.largest_error < 5e-3, "{count} samples: {check:?}");
    }
    assert_eq!(*net.parameters(), before, "the check leaves the network as it was");
}

// Those that are checked with several losses.
network! { struct Values2< 3 => 5 tanh => 2 >; }
network! { struct Values4< 3 => 5 tanh => 4 >; }
network! { struct Probabilities4< 3 => 5 tanh => 4 sigmoid >; }
network! { struct Signs4< 3 => 5 tanh => 4 tanh >; }
network! { struct Classes4< 3 => 5 tanh => 4 softmax >; }

check!(linear_mse, MeanSquaredError, 3 => 5 linear => 2);
check!(relu_mse, MeanSquaredError, 3 => 5 relu => 2 relu);
check!(leaky_relu_mse, MeanSquaredError, 3 => 5 leaky_relu(0.1) => 2 leaky_relu(0.1));
check!(sigmoid_mse, MeanSquaredError, 3 => 5 sigmoid => 2 sigmoid);
check!(tanh_mse, MeanSquaredError, 3 => 5 tanh => 2 tanh);
check!(softmax_mse, MeanSquaredError, Classes4);
check!(linear_bce, BinaryCrossEntropy, 3 => 5 linear => 2 sigmoid);
check!(relu_bce, BinaryCrossEntropy, 3 => 5 relu => 2 sigmoid);
check!(leaky_relu_bce, BinaryCrossEntropy, 3 => 5 leaky_relu(0.1) => 2 sigmoid);
check!(sigmoid_bce, BinaryCrossEntropy, 3 => 5 sigmoid => 2 sigmoid);
check!(tanh_bce, BinaryCrossEntropy, 3 => 5 tanh => 2 sigmoid);
check!(linear_ce, CrossEntropy, 3 => 5 linear => 4 softmax);
check!(relu_ce, CrossEntropy, 3 => 5 relu => 4 softmax);
check!(leaky_relu_ce, CrossEntropy, 3 => 5 leaky_relu(0.1) => 4 softmax);
check!(sigmoid_ce, CrossEntropy, 3 => 5 sigmoid => 4 softmax);
check!(tanh_ce, CrossEntropy, Classes4);
check!(elu_mse, MeanSquaredError, 3 => 5 elu(0.7) => 2 elu(0.7));
check!(elu_ce, CrossEntropy, 3 => 5 elu(0.7) => 4 softmax);
check!(selu_mse, MeanSquaredError, 3 => 5 selu => 2 selu);
check!(selu_ce, CrossEntropy, 3 => 5 selu => 4 softmax);
check!(gelu_mse, MeanSquaredError, 3 => 5 gelu => 2 gelu);
check!(gelu_ce, CrossEntropy, 3 => 5 gelu => 4 softmax);
check!(silu_mse, MeanSquaredError, 3 => 5 silu => 2 silu);
check!(silu_ce, CrossEntropy, 3 => 5 silu => 4 softmax);
check!(mish_mse, MeanSquaredError, 3 => 5 mish => 2 mish);
check!(mish_ce, CrossEntropy, 3 => 5 mish => 4 softmax);
check!(softplus_mse, MeanSquaredError, 3 => 5 softplus => 2 softplus);
check!(softplus_ce, CrossEntropy, 3 => 5 softplus => 4 softmax);
check!(hard_sigmoid_mse, MeanSquaredError, 3 => 5 hard_sigmoid => 2 hard_sigmoid);
check!(hard_sigmoid_ce, CrossEntropy, 3 => 5 hard_sigmoid => 4 softmax);
check!(hard_tanh_mse, MeanSquaredError, 3 => 5 hard_tanh => 2 hard_tanh);
check!(hard_tanh_ce, CrossEntropy, 3 => 5 hard_tanh => 4 softmax);
check!(relu6_mse, MeanSquaredError, 3 => 5 relu6 => 2 relu6);
check!(relu6_ce, CrossEntropy, 3 => 5 relu6 => 4 softmax);
check!(sin_mse, MeanSquaredError, 3 => 5 sin => 2 sin);
check!(sin_ce, CrossEntropy, 3 => 5 sin => 4 softmax);
check!(without_biases, MeanSquaredError, 3 => 5 tanh [no_bias] => 2 [no_bias]);
check!(one_layer, CrossEntropy, 3 => 4 softmax);
check!(odd_and_deep, MeanSquaredError, 7 => 13 tanh => 17 tanh => 9 tanh => 5);
check!(wide, CrossEntropy, 3 => 33 tanh => 15 tanh => 10 softmax);

check!(linear_mae, MeanAbsoluteError, Values2);
check!(sigmoid_mae, MeanAbsoluteError, certain, Probabilities4);
check!(softmax_mae, MeanAbsoluteError, certain, Classes4);
check!(linear_huber, Huber { delta: 0.5 }, Values2);
check!(tanh_huber, Huber { delta: 0.5 }, Signs4);
check!(softmax_huber, Huber { delta: 0.5 }, certain, Classes4);
check!(linear_hinge, Hinge, signs, Values2);
check!(tanh_hinge, Hinge, signs, Signs4);
check!(linear_cosine, CosineDistance, Values4);
check!(tanh_cosine, CosineDistance, signs, Signs4);
check!(softmax_cosine, CosineDistance, certain, Classes4);
check!(linear_bce_with_logits, BinaryCrossEntropyWithLogits, Values2);
check!(prelu_bce_with_logits, BinaryCrossEntropyWithLogits, 3 => 5 tanh => 2 prelu);
check!(linear_ce_with_logits, CrossEntropyWithLogits, Values4);
check!(smoothed_ce, CrossEntropy.label_smoothing(0.2), certain, Classes4);
check!(softmax_kl, KullbackLeibler, Classes4);
check!(softmax_kl_of_one_class, KullbackLeibler, certain, Classes4);

network! { struct Encoder< 5 => 7 tanh => 3 tanh >; }
network! { struct Decoder< 3 => 7 tanh => 5 sigmoid >; }

#[test]
fn chained_networks() {
    let mut net = Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
    let check = gradient_check(&mut net, BinaryCrossEntropy, &samples()).unwrap();
    assert!(check.largest_error < 5e-3, "{check:?}");
}

/// The check must be able to fail: a loss whose derivative has the wrong sign.
#[test]
fn a_wrong_gradient_is_found() {
    #[derive(Clone, Copy)]
    struct Wrong;

    impl ElementwiseLoss for Wrong {
        fn value<R: Real>(self, a: R, y: R) -> R {
            MeanSquaredError.value(a, y)
        }

        fn derivative<R: Real>(self, a: R, y: R) -> R {
            -MeanSquaredError.derivative(a, y)
        }
    }

    sinew::elementwise_loss!(Wrong);

    let mut net = Values2::seeded(3);
    let check = gradient_check(&mut net, Wrong, &samples()).unwrap();
    assert!(check.largest_error > 0.5, "{check:?}");
}

/// The gradient of one sample as a user computes it, by `forward` and `backward`.
#[test]
fn forward_and_backward_by_hand() {
    let mut net = network!(2 => 3 tanh => 1 sigmoid);
    net.reseed(5);
    let (input, target) = ([0.3, -0.8], 1.0);
    let loss = |output: f32| (output - target) * (output - target);
    let trace = net.forward(&input);
    assert_eq!(trace.layer2.a, net.predict(&input));
    let gradient = net.backward(&input, &trace, &[2.0 * (trace.layer2.a[0] - target)]);
    for (parameter, gradient) in gradient.iter().enumerate() {
        let mut loss_at = |shift: f32| {
            let kept = net.parameters()[parameter];
            net.parameters_mut()[parameter] = kept + shift;
            let loss = loss(net.predict(&input)[0]);
            net.parameters_mut()[parameter] = kept;
            loss
        };
        let measured = (loss_at(0.01) - loss_at(-0.01)) / 0.02;
        assert!((measured - gradient).abs() < 1e-3, "{parameter}: {gradient} or {measured}");
    }
}

/// Where the gradient is zero, what is measured is rounding.
#[test]
fn a_network_that_fits_perfectly() {
    let mut net = network!(1 => 1);
    *net.parameters_mut() = [2.0, 1.0];
    let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    let check = gradient_check(&mut net, MeanSquaredError, &line).unwrap();
    assert!(check.largest_error < 5e-3, "{check:?}");
}

/// An activation of one's own, in the middle and at the end.
#[test]
fn ones_own_activation() {
    #[derive(Debug, Clone, Copy)]
    struct Scaled(f32);

    impl sinew::Elementwise for Scaled {
        fn function<R: Real>(self, z: R) -> R {
            (z * self.0).tanh()
        }

        fn derivative<R: Real>(self, _z: R, a: R) -> R {
            (a.constant(1.0) - a * a) * self.0
        }
    }

    let mut net = network!(3 => 5 Scaled(0.5) => 2 own::Double);
    net.reseed(3);
    let check = gradient_check(&mut net, MeanSquaredError, &samples()).unwrap();
    assert!(check.largest_error < 5e-3, "{check:?}");
}

mod own {
    #[derive(Debug, Clone, Copy)]
    pub(crate) struct Double;

    impl sinew::Elementwise for Double {
        fn function<R: sinew::Real>(self, z: R) -> R {
            z * 2.0
        }

        fn derivative<R: sinew::Real>(self, z: R, _a: R) -> R {
            z.constant(2.0)
        }
    }
}

/// The step grows with the parameters and the loss, so that it is not lost in their rounding.
#[test]
fn large_weights_and_losses() {
    for weight in [-1.0, 30.0, 1.3e4, 1e6, -1e8] {
        let mut net = network!(1 => 1);
        net.layer1_mut().weights[0][0] = weight;
        let before = *net.parameters();
        let check = gradient_check(&mut net, MeanSquaredError, &[([1.0], [3e3])]).unwrap();
        assert!(check.largest_error < 1e-2, "{weight}: {check:?}");
        assert_eq!(*net.parameters(), before);
    }
}

#[test]
fn what_is_not_finite_is_not_compared() {
    for weight in [1e20, 3e38, f32::INFINITY, f32::NAN] {
        let mut net = network!(1 => 1);
        net.layer1_mut().weights[0][0] = weight;
        let error = gradient_check(&mut net, MeanSquaredError, &[([1.0], [1.0])]).unwrap_err();
        assert_eq!(error, Error::Diverged { quantity: Quantity::Loss, step: 0 }, "{weight}");
    }
}
