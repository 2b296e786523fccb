use sinew::prelude::*;

network! { struct Encoder< 8 => 3 tanh >; }
network! { struct Decoder< 4 => 8 sigmoid >; }

fn main() {
    let _ = Chain::new(&Encoder::zeros(), &Decoder::zeros());
}
