use sinew::prelude::*;

network! { struct Net< 2 => 8 => dropout(-0.2) => 1 >; }

fn main() {}
