use sinew::prelude::*;

network! { Net< 2 => 1 >; }

fn main() {}
