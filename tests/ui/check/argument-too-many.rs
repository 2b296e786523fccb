use sinew::prelude::*;

network! { struct Net< 2 => 8 relu(0.1) => 1 >; }

fn main() {}
