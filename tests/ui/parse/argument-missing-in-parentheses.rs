use sinew::prelude::*;

network! { struct Net< 2 => 8 leaky_relu() => 1 >; }

fn main() {}
