use sinew::prelude::*;

network! { struct Net< 2 => 1 >; struct Other< 2 => 1 >; }

fn main() {}
