#![deny(warnings, missing_docs, unreachable_pub)]
//! The attribute and the macro in one file.

use sinew::prelude::*;

mod by_attribute {
    use sinew::attribute::network;
    use sinew::prelude::*;

    /// As many as there are sensors.
    const SENSORS: usize = 2;

    /// Exclusive or.
    #[network(SENSORS => { 4 * SENSORS } relu => 1 sigmoid, seed: 7, loss: binary_cross_entropy)]
    #[derive(Debug, Clone, PartialEq)]
    #[must_use]
    pub(crate) struct Xor;

    /// Trains it.
    pub(crate) fn train(net: &mut Xor) {
        let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
        Trainer::new(Xor::LOSS, Sgd::new(0.1)).fit(net, &samples).unwrap();
    }
}

network! {
    /// Exclusive or.
    #[derive(Debug, Clone)]
    struct Xor< 2 => 8 relu => 1 sigmoid >;
}

/// The library under another name.
mod neural {
    pub(crate) use sinew as library;
}

#[sinew::attribute::network(2 => Xor => 1, crate: neural::library,)]
struct Other;

#[test]
fn it_works() {
    #[sinew::attribute::network(2 => 1)]
    #[derive(Default)]
    struct Local;

    let mut net = by_attribute::Xor::new();
    assert_eq!(net.parameters(), Xor::seeded(7).parameters());
    let before = net.clone();
    by_attribute::train(&mut net);
    assert_ne!(net, before);
    assert_eq!(Other::PARAMETERS, Xor::PARAMETERS + 2);
    assert_eq!(Local::default().predict(&[1.0, 1.0]), [0.0]);
    assert_eq!(sinew::network!(2 => 1).predict(&[1.0, 1.0]), [0.0]);
}
