use sinew::prelude::*;

network! { struct Net< 2 => 8 => layer_norm(-1e-5) => 1 >; }

fn main() {}
