use sinew::prelude::*;

network! { struct Net< 2 => residual {} => 1 >; }

fn main() {}
