use sinew::prelude::*;

network! { struct Net< 2 => 100000 relu => 1 >; }

fn main() {}
