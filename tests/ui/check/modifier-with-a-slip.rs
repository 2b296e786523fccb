use sinew::prelude::*;

network! { struct Net< 2 => 1 [nobias] >; }

fn main() {}
