use sinew::prelude::*;

network! { struct Net< 2 => 8 => layer_norm [freeze] => 1 >; }

fn main() {}
