use sinew::prelude::*;

network! { struct Net< 2 => 1 > { loss: 7 } }

fn main() {}
