use sinew::prelude::*;

network! { struct Net< 2 => 5 softmax => 3 softmax >; }

fn main() {}
