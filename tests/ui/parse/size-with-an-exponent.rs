use sinew::prelude::*;

network! { struct Net< 2 => 8e1 relu => 1 >; }

fn main() {}
