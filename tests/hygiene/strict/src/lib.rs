//! A library without `std`, without a prelude, and with strict lints.

#![no_std]
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, unused, clippy::all, clippy::pedantic)]

::sinew::network! {
    /// A network with all kinds of layers.
    pub struct Net<
        SENSORS => { SENSORS * 4 } relu => 8 leaky_relu(0.01) [no_bias] => 3 tanh => 2 softmax
    > { init: xavier }
}

::sinew::network! {
    /// A network that no gradient trains.
    pub struct Perceptron< 2 => 1 step >;
}

/// A network by an attribute.
#[::sinew::attribute::network(SENSORS => 8 relu [no_bias] => 2 softmax, init: xavier, seed: 7)]
pub struct Annotated;

/// How many inputs.
pub const SENSORS: usize = 2;

/// A network nobody else sees.
#[must_use]
pub fn hidden(x: f32) -> f32 {
    ::sinew::network!(1 => 2 relu => 1).predict(&[x])[0]
}
