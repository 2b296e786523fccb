#![forbid(
    dead_code,
    deprecated,
    unused,
    unused_variables,
    unused_braces,
    unused_parens,
    nonstandard_style,
    unreachable_pub,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
//! A crate that forbids lints: no `allow` in it would be obeyed.

const HIDDEN: usize = 3;

sinew::network! { struct Part< 3 => { HIDDEN } relu => 3 >; }
sinew::network! {
    /// A network with all kinds of stages.
    #[derive(Debug, Clone)]
    struct Net<
        { 1 + 1 } => standardize => HIDDEN prelu => residual { 2 tanh => { HIDDEN } [l2 = { 0.5 }] } => dropout({ 0.5 })
        => Part => { 2 * 2 } leaky_relu({ 0.1 }) => 3 softmax
    > { seed: 7, loss: smoothed_cross_entropy(0.1), budget { ram <= 1 MiB } }
}
sinew::network! { struct Perceptron< 2 => 1 step >; }
#[sinew::attribute::network(2 => 1 sigmoid, loss: sinew::BinaryCrossEntropy)]
struct Annotated;

#[test]
fn it_works() {
    assert_eq!(Net::new().predict(&[0.0; 2]).len(), 3);
    assert!(Perceptron::zeros().predict(&[0.0; 2])[0] > 0.0);
    assert!(Annotated::zeros().predict(&[0.0; 2])[0] > 0.0);
}
