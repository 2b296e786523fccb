use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [init = uniform(-0.5)] => 1 >; }

fn main() {}
