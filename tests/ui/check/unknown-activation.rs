use sinew::prelude::*;

network! { struct Net< 2 => 8 rleu => 1 >; }

fn main() {}
