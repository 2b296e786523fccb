use sinew::prelude::*;

fn translate<A: Network, B: Network<Input = A::Output>>(_: &A, _: &B) {}

network! { struct Encoder< 8 => 3 tanh >; }
network! { struct Decoder< 4 => 8 sigmoid >; }

fn main() {
    translate(&Encoder::zeros(), &Decoder::zeros());
}
