use sinew::prelude::*;

network! { struct Net< 2 => 8.0 relu => 1 >; }

fn main() {}
