//! What a network shows of itself, against what is plain of it.

use sinew::prelude::*;
use sinew::{Error, diagnose};

network! { struct Plain< 1 => 4 relu => 2 sigmoid => 2 softmax >; }
network! { struct Part< 3 => 3 tanh >; }
network! {
    struct Made< 2 => 3 tanh => residual { layer_norm => 3 silu } => dropout(0.5) => Part => 1 [freeze] >;
}

fn norm(numbers: &[f32]) -> f32 {
    numbers.iter().map(|x| x * x).sum::<f32>().sqrt()
}

#[track_caller]
fn assert_near(found: f32, expected: f32) {
    assert!((found - expected).abs() <= 1e-5 * expected.abs(), "{found} instead of {expected}");
}

#[test]
fn dead_and_saturated_units_are_counted() {
    let mut net = Plain::zeros();
    // For inputs of -1 and 1: on at both, at one, at the other, at none.
    *net.layer1_mut().weights = [[0.1, 1.0, -1.0, 0.1]];
    *net.layer1_mut().biases = [1.0, 0.0, 0.0, -1.0];
    // z is 0 for the first unit; for the second 10 of one sample.
    net.layer2_mut().weights[1][1] = 10.0;
    let samples = [([-1.0], [1.0, 0.0]), ([1.0], [0.0, 1.0])];
    let mut found = Vec::new();
    diagnose(&net, CrossEntropy, &samples, |layer| {
        found.push((layer.path.to_string(), layer.dead, layer.saturated));
    })
    .unwrap();
    let expected = [
        ("layer1", Some(0.25), Some(0.5)),
        ("layer2", Some(0.0), Some(0.25)),
        ("layer3", None, None),
    ];
    assert_eq!(found, expected.map(|(path, dead, flat)| (path.to_owned(), dead, flat)));
}

#[test]
fn norms_are_those_of_each_layer_whatever_it_lies_in() {
    let net = Made::seeded(7);
    let sample = ([0.3, -0.7], [0.5]);
    let mut gradient = Made::zeros();
    // The derivative of the squared error by the output.
    let trace = net.forward(&sample.0);
    let by_output = [2.0 * (net.predict(&sample.0)[0] - sample.1[0])];
    *gradient.parameters_mut() = net.backward(&sample.0, &trace, &by_output);
    let (w, g) = (net.parameters(), gradient.parameters());
    let mut found = Vec::new();
    diagnose(&net, MeanSquaredError, &[sample], |layer| {
        assert_near(layer.parameter_norm, norm(&w[layer.parameters.clone()]));
        assert_near(layer.gradient_norm, norm(&g[layer.parameters.clone()]));
        found.push((layer.path.to_string(), layer.parameters.clone()));
    })
    .unwrap();
    let expected = [
        ("layer1", 0..9),
        ("layer2.inside.layer1", 9..15),
        ("layer2.inside.layer2", 15..27),
        ("layer4.layer1", 27..39),
        ("layer5", 39..43),
    ];
    assert_eq!(found, expected.map(|(path, place)| (path.to_owned(), place)));
}

#[test]
fn a_chain_shows_both_networks() {
    let net = Chain::new(&Part::seeded(1), &Part::seeded(2));
    let mut found = Vec::new();
    diagnose(&net, MeanSquaredError, &[([0.1; 3], [0.2; 3])], |layer| {
        found.push(format!("{} {:?}", layer.path, layer.parameters));
    })
    .unwrap();
    assert_eq!(found, ["0.layer1 0..12", "1.layer1 12..24"]);
}

#[test]
fn no_samples_and_bad_ones_are_errors() {
    let net = Part::seeded(1);
    let none: [([f32; 3], [f32; 3]); 0] = [];
    let shown = |_: &sinew::LayerDiagnosis<'_>| panic!("nothing is to be shown");
    assert_eq!(diagnose(&net, MeanSquaredError, &none, shown), Err(Error::NoSamples));
    let bad = [([0.0; 3], [0.0; 3]), ([f32::NAN; 3], [0.0; 3])];
    let error = diagnose(&net, MeanSquaredError, &bad, shown);
    assert_eq!(error, Err(Error::NonFiniteSample { sample: 1 }));
}
