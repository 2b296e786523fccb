use sinew::prelude::*;

network! { struct Net< 2 => 1 [init = orthogonal] >; }

fn main() {}
