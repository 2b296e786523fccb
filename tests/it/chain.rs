//! Two networks, one behind the other.

use sinew::prelude::*;

network! { #[derive(Debug, Clone, PartialEq)] struct Encoder< 8 => 3 tanh >; }
network! { #[derive(Debug, Clone, PartialEq)] struct Decoder< 3 => 8 softmax >; }

const ENCODER: Encoder = Encoder::zeros();

fn one_hot() -> Vec<([f32; 8], [f32; 8])> {
    (0..8).map(|i| core::array::from_fn(|j| f32::from(u8::from(i == j)))).map(|x| (x, x)).collect()
}

#[test]
fn a_chain_is_the_composition() {
    let (encoder, decoder) = (Encoder::seeded(1), Decoder::seeded(2));
    let chain = Chain::new(&encoder, &decoder);
    for (x, _) in one_hot() {
        assert_eq!(chain.predict(&x), decoder.predict(&encoder.predict(&x)));
    }
    assert_eq!(chain.parts().0[..], encoder.parameters()[..]);
    assert_eq!(chain.parts().1[..], decoder.parameters()[..]);
}

#[test]
fn an_autoencoder_learns_a_code() {
    let mut net = Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
    let mut trainer = Trainer::new(CrossEntropy, Momentum::new(0.5, 0.9));
    let report = trainer.epochs(1000).full_batch().fit(&mut net, &one_hot()[..]).unwrap();
    assert!(report.loss < 0.05, "{report:?}");
    let mut encoder = ENCODER;
    encoder.parameters_mut().copy_from_slice(net.parts().0);
    assert_ne!(encoder, ENCODER);
}

#[test]
fn chains_of_chains() {
    let inner = Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
    let outer = Chain::new(&inner, &inner);
    let x = [0.5; 8];
    assert_eq!(outer.predict(&x), inner.predict(&inner.predict(&x)));
    assert_eq!(outer.parameters().len(), 2 * (Encoder::PARAMETERS + Decoder::PARAMETERS));
}

#[test]
fn every_part_starts_by_itself() {
    network! { struct Layer< 4 => 4 tanh >; }

    let zeros = Layer::zeros();
    let mut net = Chain::new(&Chain::new(&zeros, &zeros), &zeros);
    net.reseed(7);
    let (first, second) = net.parameters().split_at(Layer::PARAMETERS);
    let (second, third) = second.split_at(Layer::PARAMETERS);
    assert!(first != second && second != third && first != third);
}

#[test]
fn a_chain_is_a_value_like_any_other() {
    let net = Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
    assert_eq!(net.clone(), net);
    assert!(format!("{net:?}").starts_with("Chain"));
}
