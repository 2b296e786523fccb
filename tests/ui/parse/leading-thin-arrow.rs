use sinew::prelude::*;

network! { struct Net< -> 8 relu => 1 >; }

fn main() {}
