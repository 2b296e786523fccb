use sinew::prelude::*;

network! { struct Net< 2 => 8 softmax => 1 >; }

fn main() {}
