use sinew::prelude::*;

network! { struct Net< 2 => 8 => layer_norm(0) => 1 >; }

fn main() {}
