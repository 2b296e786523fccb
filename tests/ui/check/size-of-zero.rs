use sinew::prelude::*;

network! { struct Net< 2 => 0 relu => 1 >; }

fn main() {}
