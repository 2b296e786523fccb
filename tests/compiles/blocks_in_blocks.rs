//! Blocks that are nested as deep as they may be.

use sinew::prelude::*;

network! {
    struct Residuals<
        2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => residual { 2 => 2 relu } } } } } } } } } } } } } } } } => 1
    >;
}
network! {
    struct Repeats<
        2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => repeat 1 { 2 => 2 relu } } } } } } } } } } } } } } } } => 1
    >;
}

#[test]
fn it_works() {
    assert_eq!((Residuals::PARAMETERS, Repeats::PARAMETERS), (17 * 6 + 3, 17 * 6 + 3));
    let mut net = Residuals::seeded(7);
    let samples = [([0.5, 0.25], [1.0])];
    assert!(Trainer::new(MeanSquaredError, Sgd::new(1e-3)).step(&mut net, &samples).is_ok());
}
