use sinew::prelude::*;

network! { struct Net< 64 => 32 relu => 10 softmax > { budget { flash <= 8 KiB } } }

fn main() {}
