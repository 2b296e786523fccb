use sinew::prelude::*;

network! { struct Net< 2 => repeat { 2 relu } => 1 >; }

fn main() {}
