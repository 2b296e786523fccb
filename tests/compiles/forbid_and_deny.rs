#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
//! A crate with strict lints.

::sinew::network! {
    /// A network.
    pub struct Net< 2 => 8 relu => 1 sigmoid >;
}

/// A constant.
pub const HIDDEN: usize = 3;

::sinew::network! {
    /// A network.
    pub struct Other< 2 => HIDDEN leaky_relu(0.01) [no_bias] => { HIDDEN + 1 } softmax >;
}

#[test]
fn it_works() {
    let net = Net::seeded(7);
    let trace = net.forward(&[0.0, 1.0]);
    let gradient = net.backward(&[0.0, 1.0], &trace, &[1.0]);
    ::std::assert!(gradient.len() == 33);
    ::std::assert!(Other::zeros().predict(&[0.0, 1.0])[0].to_bits() == 0.25_f32.to_bits());
}
