use sinew::prelude::*;

network! { struct Net< 0 => 1 >; }

fn main() {}
