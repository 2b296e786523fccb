use sinew::prelude::*;

network! { struct Net< 2 >; }

fn main() {}
