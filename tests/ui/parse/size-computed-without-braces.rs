use sinew::prelude::*;

network! { struct Net< 2 => 2 * 4 relu => 1 >; }

fn main() {}
