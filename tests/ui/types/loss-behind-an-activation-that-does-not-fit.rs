use sinew::prelude::*;

use sinew::{Elementwise, Real};

#[derive(Clone, Copy)]
struct Cube;
impl Elementwise for Cube {
    fn function<R: Real>(self, z: R) -> R {
        z * z * z
    }
    fn derivative<R: Real>(self, z: R, _: R) -> R {
        z * z * 3.0
    }
}

network! { struct Net< 2 => 1 Cube > { loss: cross_entropy } }

fn main() {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut net, &[([0.0, 1.0], [1.0])]).unwrap();
}
