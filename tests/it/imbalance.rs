//! Losses that make up for a class that is rare.

use sinew::prelude::*;
use sinew::{Error, Loss, gradient_check};

/// PyTorch's `BCEWithLogitsLoss(pos_weight=p)` of a logit `z` and a target `y`, as its documentation and its source have
/// it, in doubles: `w = 1 + (p - 1) y`, `L = (1 - y) z + w (ln(1 + exp(-|z|)) + max(-z, 0))`; and the derivative by `z`,
/// `(1 - y) - w (1 - σ(z))`.
fn pytorch(z: f64, y: f64, p: f64) -> [f64; 2] {
    let w = 1.0 + (p - 1.0) * y;
    let loss = (1.0 - y) * z + w * ((-z.abs()).exp().ln_1p() + (-z).max(0.0));
    [loss, (1.0 - y) - w * (1.0 - 1.0 / (1.0 + (-z).exp()))]
}

const LOGITS: [f32; 9] = [-90.0, -20.0, -3.0, -0.25, 0.0, 0.5, 4.0, 20.0, 90.0];
const TARGETS: [f32; 4] = [0.0, 1.0, 0.25, 0.9];

/// The loss at a logit and the derivative by it: those of a bias, one by one and in a tile.
fn check_loss<N: Trainable<Input = [f32; 1], Output = [f32; 1]>, L: Loss<N::Head>>(
    mut net: N,
    loss: L,
    weight: f32,
) {
    for (z, y) in LOGITS.iter().flat_map(|z| TARGETS.map(|y| (*z, y))) {
        for count in [1, 32] {
            net.parameters_mut().copy_from_slice(&[0.0, z]);
            let samples = vec![([0.0], [y]); count];
            let mut trainer = Trainer::new(loss, Sgd::new(1.0));
            let found = trainer.step(&mut net, &samples[..]).unwrap();
            let derivative = z - net.parameters()[1];
            let [by_hand, by_logit] = pytorch(z.into(), y.into(), weight.into());
            let near = |found: f32, by_hand: f64, scale: f64| {
                (f64::from(found) - by_hand).abs() <= 1e-6 * scale + 1e-6
            };
            assert!(near(found, by_hand, by_hand), "{z} {y}: {found} instead of {by_hand}");
            // The bias is rounded beside the logit.
            let scale = f64::from(z.abs() + weight);
            assert!(near(derivative, by_logit, scale), "{z} {y}: {derivative}, not {by_logit}");
        }
    }
}

#[test]
fn pos_weight_is_that_of_pytorch() {
    for weight in [0.0, 0.2, 1.0, 3.0, 50.0] {
        check_loss(network!(1 => 1 sigmoid), BinaryCrossEntropy.pos_weight(weight), weight);
        check_loss(network!(1 => 1), BinaryCrossEntropyWithLogits.pos_weight(weight), weight);
    }
}

#[test]
fn pos_weight_over_several_outputs_is_a_mean() {
    let mut net = network!(1 => 2 sigmoid);
    net.layer1_mut().biases.copy_from_slice(&[1.0, -2.0]);
    let trainer = Trainer::new(BinaryCrossEntropy.pos_weight(4.0), Sgd::new(0.1));
    let loss = trainer.evaluate(&net, &[([0.0], [1.0, 0.0])]).unwrap();
    let by_hand = f64::midpoint(pytorch(1.0, 1.0, 4.0)[0], pytorch(-2.0, 0.0, 4.0)[0]);
    assert!((f64::from(loss) - by_hand).abs() < 1e-6, "{loss} instead of {by_hand}");
}

#[test]
fn the_gradient_of_pos_weight() {
    let samples = [([0.5, -1.0], [1.0, 0.0]), ([1.5, 0.75], [0.3, 1.0])];
    let mut net = network!(2 => 3 tanh => 2 sigmoid);
    net.reseed(7);
    let check = gradient_check(&mut net, BinaryCrossEntropy.pos_weight(5.0), &samples).unwrap();
    assert!(check.largest_error < 5e-3, "{check:?}");
}

#[test]
fn pos_weight_out_of_range() {
    for weight in [-1.0, f32::NAN, f32::INFINITY] {
        let mut net = network!(1 => 1);
        let loss = BinaryCrossEntropyWithLogits.pos_weight(weight);
        let error = Trainer::new(loss, Sgd::new(0.1)).step(&mut net, &[([1.0], [1.0])]);
        let range = "finite, and not negative";
        assert_eq!(error, Err(Error::Setting { name: "pos_weight", range }));
    }
}
