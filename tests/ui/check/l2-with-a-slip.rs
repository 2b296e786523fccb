use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [L2 = 1e-4] => 1 >; }

fn main() {}
