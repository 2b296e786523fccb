use sinew::prelude::*;

network! { struct Net< 2 => 100_000_000 relu => 1 >; }

fn main() {}
