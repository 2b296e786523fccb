use sinew::prelude::*;

network! { struct Net< 2usize => 1 >; }

fn main() {}
