use sinew::prelude::*;

network! { struct Net< 64 => 32 relu [freeze] => 10 softmax > {
    loss: cross_entropy,
    budget { ram <= 11_911 },
} }

fn main() {}
