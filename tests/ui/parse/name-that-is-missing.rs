use sinew::prelude::*;

network! { struct < 2 => 1 >; }

fn main() {}
