use sinew::prelude::*;

network! { struct Net< 2 => 8 elu() => 1 >; }

fn main() {}
