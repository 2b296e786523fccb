use sinew::prelude::*;

network! { struct Net< 2 => 8 relu 4 tanh => 1 >; }

fn main() {}
