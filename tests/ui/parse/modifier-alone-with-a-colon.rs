use sinew::prelude::*;

network! { struct Net< 2 => 1 [no_bias: true] >; }

fn main() {}
