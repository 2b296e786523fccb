use sinew::prelude::*;

network! { #[derive(Debug, Clone)] struct Encoder< 6 => 4 tanh => 3 tanh >; }
network! { struct Decoder< 3 => 4 prelu => 6 >; }
network! { struct Both< 6 => Encoder => Decoder >; }
network! {
    struct Every<
        6 => standardize => 8 prelu [no_bias, freeze]
        => residual { 8 relu => residual { layer_norm(1e-3) => 8 tanh } => dropout(0.1) }
        => dropout(0.2)
        => repeat 2 { 8 relu => repeat 2 { affine } }
        => 6 tanh [freeze]
        => residual { Encoder => 6 }
        => Encoder
        => 3 softmax
    > { init: xavier }
}

#[test]
fn it_works() {
    assert_eq!(Both::PARAMETERS, Encoder::PARAMETERS + Decoder::PARAMETERS);
    assert_eq!(Every::OUTPUTS, 3);
    let mut net = network!(
        6 => residual { 9 relu => 6 } => repeat 3 { 6 prelu [freeze] } => Both => Encoder => layer_norm
    );
    net.reseed(1);
    assert_eq!(net.predict(&[0.5; 6]).len(), Every::seeded(1).predict(&[0.5; 6]).len());
}
