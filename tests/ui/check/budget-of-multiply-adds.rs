use sinew::prelude::*;

network! { struct Net< 64 => 32 relu => 10 softmax > { budget { macs <= 2_000 } } }

fn main() {}
