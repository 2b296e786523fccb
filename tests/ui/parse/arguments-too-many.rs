use sinew::prelude::*;

network! { struct Net< 2 => 8 leaky_relu(0.1, 0.2) => 1 >; }

fn main() {}
