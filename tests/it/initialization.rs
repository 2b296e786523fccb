//! How weights and biases start.

use sinew::prelude::*;

network! {
    #[derive(Debug, Clone, PartialEq)]
    struct Net< 24 => 96 relu => 96 tanh => 3 softmax >;
}

/// The largest magnitude, the mean and the variance.
fn moments(weights: &[f32]) -> (f32, f32, f32) {
    let count = weights.len() as f32;
    let mean = weights.iter().sum::<f32>() / count;
    let variance = weights.iter().map(|w| (w - mean) * (w - mean)).sum::<f32>() / count;
    (weights.iter().fold(0.0, |most, w| w.abs().max(most)), mean, variance)
}

#[track_caller]
fn check_uniform(weights: &[f32], limit: f32) {
    let (most, mean, variance) = moments(weights);
    assert!(most <= limit && most > 0.95 * limit, "{most} of {limit}");
    assert!(mean.abs() < 0.05 * limit, "{mean}");
    assert!((variance / (limit * limit / 3.0) - 1.0).abs() < 0.1, "{variance}");
}

/// He: `√(6 / 24) = 0.5`, a variance of `2 / inputs`.
#[test]
fn relu_starts_as_he_says_and_alive() {
    let net = Net::seeded(1);
    check_uniform(net.layer1().weights.as_flattened(), 0.5);
    assert_eq!(*net.layer1().biases, [0.2; 96]);
}

/// Xavier: `√(6 / (96 + 96)) = 0.177`, a variance of `2 / (inputs + outputs)`.
#[test]
fn tanh_starts_as_xavier_says() {
    let net = Net::seeded(1);
    check_uniform(net.layer2().weights.as_flattened(), 0.176_776_7);
    assert_eq!(*net.layer2().biases, [0.0; 96]);
}

/// LeCun: `√(3 / 24) = 0.354`, a variance of `1 / inputs`.
#[test]
fn selu_starts_as_lecun_says() {
    let mut net = network!(24 => 96 selu => 3 relu6);
    net.reseed(1);
    check_uniform(net.layer1().weights.as_flattened(), 0.353_553_4);
    assert_eq!(*net.layer1().biases, [0.0; 96]);
    assert_eq!(*net.layer2().biases, [0.2; 3]);
}

#[test]
fn a_layer_may_choose_and_a_network_too() {
    let mut net = network!(24 => 96 relu [init = xavier] => 96 tanh [init = uniform(0.25)]);
    net.reseed(1);
    check_uniform(net.layer1().weights.as_flattened(), 0.223_606_8);
    assert_eq!(*net.layer1().biases, [0.2; 96], "biases belong to the activation");
    check_uniform(net.layer2().weights.as_flattened(), 0.25);
}

#[test]
fn a_seed_is_a_network() {
    assert_eq!(Net::seeded(7), Net::seeded(7));
    assert_ne!(Net::seeded(7), Net::seeded(8));
    let mut net = Net::seeded(8);
    net.reseed(7);
    assert_eq!(net, Net::seeded(7));
}

/// What a seed means must not change between versions: PCG32 is fixed by its name.
#[test]
fn the_weights_of_seed_7() {
    let mut net = network!(2 => 1 [init = uniform(1.0)]);
    net.reseed(7);
    assert_eq!(*net.parameters(), [-0.370_115_04, 0.726_027_7, 0.0]);
}
