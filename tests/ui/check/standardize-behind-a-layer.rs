use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => standardize => 1 >; }

fn main() {}
