use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [l2 = (-1e-4)] => 1 >; }

fn main() {}
