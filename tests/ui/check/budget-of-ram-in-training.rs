use sinew::prelude::*;

network! { struct Net< 64 => 32 relu => 10 softmax > {
    loss: cross_entropy,
    budget { ram <= 1 KiB },
} }

fn main() {}
