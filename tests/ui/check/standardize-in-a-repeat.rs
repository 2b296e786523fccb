use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { standardize => 2 } => 1 >; }

fn main() {}
