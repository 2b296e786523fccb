#![deny(warnings)]

use sinew::prelude::*;
use sinew::{Elementwise, Real};

#[derive(Debug, Clone, Copy)]
struct Square;

impl Elementwise for Square {
    fn function<R: Real>(self, z: R) -> R {
        z * z
    }

    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z + z
    }
}

network! { struct Net< 3 => residual { 5 Square => residual { 5 Square } => 3 Square } => 3 Square >; }

fn main() {
    let mut net = Net::seeded(1);
    Trainer::new(MeanSquaredError, Sgd::new(0.01)).step(&mut net, &[([0.5; 3], [1.0; 3])]).unwrap();
}
