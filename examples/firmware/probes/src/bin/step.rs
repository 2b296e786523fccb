//! A step of training, on any number of samples.

#![no_std]
#![no_main]

use probes::{any, list, probe};
use sinew::prelude::*;

probe! {
    |net: Xor| Trainer::new(BinaryCrossEntropy, *any::<Momentum>()).step(net, list()).is_ok();
    |net: Pilot| Trainer::new(MeanSquaredError, *any::<Nesterov>()).step(net, list()).is_ok();
    |net: Odd| Trainer::new(CrossEntropy, *any::<Adam>()).step(net, list()).is_ok();
    |net: Deep| Trainer::new(MeanSquaredError, *any::<Sgd>()).step(net, list()).is_ok();
}
