use sinew::prelude::*;

network! { struct Net< 2 => repeat 2000 { 2 relu } => 1 >; }

fn main() {}
