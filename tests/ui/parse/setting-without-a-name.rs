use sinew::prelude::*;

network! { struct Net< 2 => 1 > { 7 } }

fn main() {}
