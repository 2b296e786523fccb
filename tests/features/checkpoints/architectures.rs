//! A checkpoint goes on in the architecture that it is of, and in no other.

use sinew::{Boxed, Chain, Elementwise, Network};

use super::*;

/// Resumes the second network from a checkpoint of the first.
fn resume<A: Network, B: Network>(first: &A, mut second: B) -> Result<(), Error> {
    let checkpoint = Trainer::<A, (), _>::new((), Momentum::new(0.1, 0.9)).checkpoint(first);
    Trainer::<B, (), _>::new((), Momentum::new(0.1, 0.9)).resume(&mut second, &checkpoint)
}

#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "networks are made where they are compared")]
fn differ<A: Network, B: Network>(first: A, second: B) {
    let numbers = |net: &[f32], trained| net.len() + trained;
    let found = numbers(first.parameters(), numbers_remembered(&first));
    let expected = numbers(second.parameters(), numbers_remembered(&second));
    assert_eq!(resume(&first, second), Err(Error::OtherCheckpoint { expected, found }));
}

fn numbers_remembered<N: Network>(_: &N) -> usize {
    <N::Trained as sinew::typenum::Unsigned>::USIZE
}

/// Twice what comes in.
#[derive(Debug, Clone, Copy)]
struct Twice;

/// Its negative.
#[derive(Debug, Clone, Copy)]
struct Negative;

impl Elementwise for Twice {
    fn function<R: Real>(self, z: R) -> R {
        z + z
    }

    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.constant(2.0)
    }
}

impl Elementwise for Negative {
    fn function<R: Real>(self, z: R) -> R {
        -z
    }

    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.constant(-1.0)
    }
}

const FOUR: usize = 4;
const SIX: usize = 6;

#[test]
fn other_sizes_are_refused() {
    differ(network!(4 => 8 => 6 => 4), network!(4 => 6 => 8 => 4));
    differ(network!(4 => 8 => SIX => FOUR), network!(4 => SIX => 8 => FOUR));
    differ(network!(3 => 2 [no_bias] => 2), network!(3 => 2 => 2 [no_bias]));
}

#[test]
fn other_activations_are_refused() {
    differ(
        network!(30 => standardize => 16 relu => 8 relu => 1),
        network!(30 => standardize => 16 tanh => 8 sin => 1),
    );
    differ(network!(2 => 3 relu => 1), network!(2 => 3 => 1));
    differ(network!(2 => 3 Twice => 1), network!(2 => 3 Negative => 1));
    // The last one, too.
    differ(network!(2 => 3 sigmoid), network!(2 => 3 softmax));
}

#[test]
fn other_stages_are_refused() {
    differ(network!(4 => layer_norm => 2), network!(4 => affine => 2));
    differ(network!(4 => affine => 4), network!(4 => 4 => affine));
    differ(network!(4 => 4 => dropout(0.1) => 4), network!(4 => 4 => 4));
    differ(network!(4 => 4 => residual { 4 tanh }), network!(4 => 4 => 4 tanh));
    differ(network!(4 => residual { 4 => 4 }), network!(4 => residual { 4 } => 4));
    // Memory lies elsewhere.
    differ(network!(4 => 4 [freeze] => 4), network!(4 => 4 => 4 [freeze]));
}

network! { struct Encoder< 5 => 3 tanh >; }
network! { struct Decoder< 3 => 5 Twice >; }
network! { struct Whole< 5 => 3 tanh => 5 Twice >; }

#[test]
fn the_same_architecture_is_resumed_wherever_its_parameters_lie() {
    let chain = || Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
    assert_eq!(resume(&Whole::seeded(1), Whole::zeros()), Ok(()));
    assert_eq!(resume(&Whole::seeded(1), Boxed::<Whole>::zeros()), Ok(()));
    assert_eq!(resume(&Boxed::<Whole>::seeded(1), Whole::zeros()), Ok(()));
    assert_eq!(resume(&Whole::seeded(1), chain()), Ok(()));
    assert_eq!(resume(&chain(), network!(5 => Encoder => Decoder)), Ok(()));
    differ(chain(), Chain::new(&Decoder::seeded(2), &Encoder::seeded(1)));
    // What is a setting may change.
    let leaky = network!(2 => 3 leaky_relu(0.1) => dropout(0.1) => 1 [l2 = 0.1]);
    assert_eq!(resume(&leaky, network!(2 => 3 leaky_relu(0.2) => dropout(0.2) => 1)), Ok(()));
}

/// So that files of one version are read by another build of it: the hash as a program in Python computes it.
#[cfg(feature = "serde")]
#[test]
fn a_fingerprint_stays_what_it_is() {
    let net = network!(
        30 => standardize
        => 16 relu
        => residual { 16 leaky_relu(0.01) [no_bias] }
        => 1 sigmoid [freeze]
    );
    let trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    let checkpoint = serde_json::to_value(trainer.checkpoint(&net)).unwrap();
    assert_eq!(checkpoint["network"], 4_356_713_530_837_165_u64);
}
