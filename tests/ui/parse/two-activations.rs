use sinew::prelude::*;

network! { struct Net< 2 => 8 relu tanh => 1 >; }

fn main() {}
