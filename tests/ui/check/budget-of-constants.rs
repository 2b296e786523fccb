use sinew::prelude::*;

network! { struct Net< { 2 * 32 } => 32 relu => 10 softmax > { budget { flash <= 9639, ram <= 424 } } }

fn main() {}
