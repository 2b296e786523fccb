use sinew::prelude::*;

network! { struct Net< 2 => 8relu => 1 >; }

fn main() {}
