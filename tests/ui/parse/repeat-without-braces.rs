use sinew::prelude::*;

network! { struct Net< 2 => repeat 3 => 1 >; }

fn main() {}
