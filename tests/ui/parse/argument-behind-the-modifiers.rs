use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [no_bias] (0.01) => 1 >; }

fn main() {}
