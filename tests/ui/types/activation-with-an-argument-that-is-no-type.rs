use sinew::prelude::*;

network! { struct Net< 2 => 8 ReLU(0.1) => 1 sigmoid >; }

fn main() {}
