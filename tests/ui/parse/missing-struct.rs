use sinew::prelude::*;

network! { pub Net< 2 => 1 >; }

fn main() {}
