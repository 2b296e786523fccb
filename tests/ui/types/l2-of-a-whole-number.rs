use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [l2 = 1] => 1 >; }

fn main() {}
