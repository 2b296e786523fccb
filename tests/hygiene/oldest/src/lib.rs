//! A crate of the first edition, where `::core` is a path of its own, and which forbids lints.

#![forbid(unsafe_code, dead_code, deprecated, unused, nonstandard_style)]

#[macro_use]
extern crate sinew;

use sinew::attribute::network;

const HIDDEN: usize = 3;

network! { struct Part< HIDDEN => 4 relu => 3 >; }

network! {
    /// A network with all kinds of stages.
    #[derive(Debug, Clone)]
    pub struct Net<
        2 => standardize => HIDDEN prelu => residual { 2 tanh => { HIDDEN } [l2 = 0.5] } => dropout(0.5)
        => Part => { 2 * 2 } relu => 3 softmax
    > { seed: 7, loss: cross_entropy, budget { ram <= 1 MiB } }
}

/// The attribute.
#[network(2 => 1 step)]
pub struct Perceptron;

/// Only declared.
mod declared {
    network! { struct Unused< 2 => residual { 2 relu } => 1 >; }
}

#[cfg(test)]
mod tests {
    use super::{Net, Perceptron};

    #[test]
    fn an_old_edition_works() {
        assert_eq!(Net::new().predict(&[0.0; 2]).len(), 3);
        assert_eq!(Perceptron::zeros().predict(&[0.0; 2]), [1.0]);
        assert_eq!(network!(2 => 1).predict(&[1.0, 1.0]), [0.0]);
    }
}
