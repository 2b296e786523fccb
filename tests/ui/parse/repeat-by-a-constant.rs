use sinew::prelude::*;

const N: usize = 3;

network! { struct Net< 2 => repeat N { 2 relu } => 1 >; }

fn main() {}
