use sinew::prelude::*;

network! { struct Net< 2 => 8 => dropout(1) => 1 >; }

fn main() {}
