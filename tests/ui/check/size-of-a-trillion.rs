use sinew::prelude::*;

network! { struct Net< 2 => 1_000_000_000_000 => 1 >; }

fn main() {}
