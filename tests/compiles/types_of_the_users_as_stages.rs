use sinew::prelude::*;
use sinew::{Elementwise, Real};

#[derive(Debug, Clone, Copy)]
pub struct Swish;

impl Elementwise for Swish {
    fn function<R: Real>(self, z: R) -> R {
        z * z.sigmoid()
    }

    fn derivative<R: Real>(self, z: R, a: R) -> R {
        let sigmoid = z.sigmoid();
        sigmoid + a * (sigmoid.constant(1.0) - sigmoid)
    }
}

mod inner {
    const HIDDEN: usize = 8;
    sinew::network! { pub struct Inner< HIDDEN => 4 super::Swish [no_bias] => 3 super::Swish >; }
}

network! { struct Solo< 3 => 3 Swish >; }
network! { struct Net< 8 => inner::Inner => residual { 5 Swish => 3 Swish } => Chain<Solo, Solo> >; }

#[test]
fn it_works() {
    let mut net = Net::seeded(1);
    let samples = [([0.5; 8], [1.0; 3])];
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &samples).unwrap();
    let mut net = network!(8 => 8 Swish => Net => 3 Swish);
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &samples).unwrap();
}
