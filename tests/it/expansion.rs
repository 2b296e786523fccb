//! The committed expansion of a network, compiled as the ordinary Rust that it is.

use sinew::prelude::*;

#[allow(
    dead_code,
    unreachable_pub,
    unused_qualifications,
    clippy::trivially_copy_pass_by_ref,
    reason = "as written for any crate"
)]
mod by_hand {
    include!("../../macros/expansions/xor.rs");
}

network! {
    /// Exclusive or.
    #[derive(Debug, Clone)]
    pub(crate) struct Xor< 2 => 8 relu => 1 sigmoid >;
}

#[test]
fn it_is_the_same_network() {
    let (mut by_macro, mut by_hand) = (Xor::seeded(7), by_hand::Xor::seeded(7));
    assert_eq!(by_macro.parameters(), by_hand.parameters());
    let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
    Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).fit(&mut by_macro, &samples).unwrap();
    Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).fit(&mut by_hand, &samples).unwrap();
    assert_eq!(by_macro.parameters(), by_hand.parameters());
    assert_eq!(by_macro.predict(&[1.0, 0.0]), by_hand.predict(&[1.0, 0.0]));
}
