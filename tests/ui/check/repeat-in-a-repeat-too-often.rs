use sinew::prelude::*;

network! { struct Net< 2 => repeat 200 { repeat 200 { 2 relu } } => 1 >; }

fn main() {}
