use sinew::prelude::*;

network! { pub fn Net< 2 => 1 >; }

fn main() {}
