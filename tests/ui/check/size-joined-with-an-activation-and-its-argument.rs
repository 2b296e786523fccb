use sinew::prelude::*;

network! { struct Net< 2 => 8leaky_relu(0.01) => 1 >; }

fn main() {}
