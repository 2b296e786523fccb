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

/// `z` times a number.
#[derive(Debug, Clone, Copy)]
struct Scaled(f32);

impl Elementwise for Scaled {
    fn function<R: Real>(self, z: R) -> R {
        z * self.0
    }

    fn derivative<R: Real>(self, z: R, _a: R) -> R {
        z.constant(self.0)
    }
}

const HALF: f32 = 0.5;

network! { struct Half< 2 => 2 Scaled(HALF) => 1 Scaled(2.0 * HALF) >; }
network! { struct Net< 3 => residual { 5 Square => residual { 5 Square } => 3 Square } => 3 Square >; }

#[test]
fn it_works() {
    assert_eq!(Half::from_parameters([1.0; 9]).predict(&[3.0, 4.0]), [9.0]);
    let mut net = Net::seeded(1);
    Trainer::new(MeanSquaredError, Sgd::new(0.01)).step(&mut net, &[([0.5; 3], [1.0; 3])]).unwrap();
}
