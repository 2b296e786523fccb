use sinew::prelude::*;

network! { enum Net< 2 => 1 >; }

fn main() {}
