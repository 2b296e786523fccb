use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { 2 softmax } >; }

fn main() {}
