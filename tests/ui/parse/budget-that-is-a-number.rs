use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget = 7 } }

fn main() {}
