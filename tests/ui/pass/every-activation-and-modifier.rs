#![allow(dead_code)]

use sinew::prelude::*;

const SLOPE: f32 = 0.02;

network! {
    struct Net<
        4 => 8 relu
        => 8 leaky_relu(0.01)
        => 8 leaky_relu(SLOPE * 2.0) [init = he]
        => 8 tanh [no_bias]
        => 8 sigmoid [no_bias, init = xavier]
        => 8 linear [init = uniform(0.5)]
        => 8 [init = zeros,]
        => 3 softmax
    > { init: he }
}

network! { struct Perceptron< 2 => 1 step > { init: uniform(1.0), } }

fn main() {
    let net = Net::seeded(7);
    assert!(net.layer7().weights.as_flattened().iter().all(|w| *w == 0.0));
    assert!(net.layer6().weights.as_flattened().iter().all(|w| w.abs() <= 0.5));
    assert_eq!(net.layer4().biases, sinew::NoBiases);
    assert_eq!(Perceptron::zeros().predict(&[0.0, 0.0]), [1.0]);
}
