use sinew::prelude::*;

network! { struct Net< 2 => 8elu => 1 >; }

fn main() {}
