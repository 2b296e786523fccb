use sinew::prelude::*;

network! { struct Net< 2 => 8 => layernorm => 1 >; }

fn main() {}
