use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1, >; }

fn main() {}
