use sinew::prelude::*;

network! { struct Net< 2 => 8sigmod => 1 >; }

fn main() {}
