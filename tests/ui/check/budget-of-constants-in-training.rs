use sinew::prelude::*;

network! { struct Net< { 2 * 32 } => 32 relu => 10 softmax > {
    loss: cross_entropy,
    budget { ram <= 20_207 },
} }

fn main() {}
