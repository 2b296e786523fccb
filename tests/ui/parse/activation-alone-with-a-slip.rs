use sinew::prelude::*;

network! { struct Net< 2 => sigmoidd => 1 >; }

fn main() {}
