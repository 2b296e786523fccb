use sinew::prelude::*;

const SLOPE: f32 = 0.02;
const DECAY: f32 = 0.01;

network! {
    struct Net<
        4 => 8 relu
        => 8 leaky_relu(0.01)
        => 8 leaky_relu(SLOPE * 2.0) [init = he]
        => 8 tanh [no_bias]
        => 8 sigmoid [no_bias, init = xavier]
        => 8 linear [init = uniform(0.5)]
        => 8 [init = zeros,]
        => 8 relu [l2 = 1e-4]
        => 8 prelu [l2 = DECAY, no_bias, init = he]
        => 8 [l2 = { 2.0 * DECAY }]
        => 8 [l2 = DECAY / 2.0,]
        => 3 softmax
    > { init: he }
}

network! {
    struct Smooth<
        4 => 8 elu(1.0) => 8 selu => 8 gelu => 8 silu => 8 mish => 8 softplus => 2 sin
    >;
}

network! { struct Hard< 4 => 8 relu6 => 8 hard_tanh => 2 hard_sigmoid >; }

network! { struct Perceptron< 2 => 1 step [l2 = 0.0] > { init: uniform(1.0), } }

#[test]
fn it_works() {
    let net = Net::seeded(7);
    assert!(net.layer7().weights.as_flattened().iter().all(|w| *w == 0.0));
    assert!(net.layer6().weights.as_flattened().iter().all(|w| w.abs() <= 0.5));
    assert_eq!(net.layer4().biases, sinew::NoBiases);
    assert!(Smooth::seeded(7).predict(&[0.5; 4]).iter().all(|a| a.abs() <= 1.0));
    assert!(Hard::seeded(7).predict(&[0.5; 4]).iter().all(|a| (0.0..=1.0).contains(a)));
    assert_eq!(Perceptron::zeros().predict(&[0.0, 0.0]), [1.0]);
}
