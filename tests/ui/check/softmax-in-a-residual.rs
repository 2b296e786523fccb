use sinew::prelude::*;

network! { struct Net< 2 => residual { 2 softmax } => 1 >; }

fn main() {}
