use sinew::prelude::*;

network! { struct Net< 2 => 8 relu (no_bias) => 1 >; }

fn main() {}
