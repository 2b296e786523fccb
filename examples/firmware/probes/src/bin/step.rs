//! A step of training, on any number of samples.

#![no_std]
#![no_main]

use probes::{Deep, Odd, Pilot, Xor, any, list, probe};
use sinew::prelude::*;

probe! {
    |net: Xor| Trainer::new(BinaryCrossEntropy, *any::<Momentum>()).step(net, samples::<Xor>()).is_ok();
    |net: Pilot| Trainer::new(MeanSquaredError, *any::<Nesterov>()).step(net, samples::<Pilot>()).is_ok();
    |net: Odd| Trainer::new(CrossEntropy, *any::<Adam>()).step(net, samples::<Odd>()).is_ok();
    |net: Deep| Trainer::new(MeanSquaredError, *any::<Sgd>()).step(net, samples::<Deep>()).is_ok();
}

/// Samples of the network.
fn samples<N: Network>() -> &'static [(N::Input, N::Output)] {
    list()
}
