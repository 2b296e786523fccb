use sinew::prelude::*;

network! { struct Net< 2 => 1 [init = he(0.5)] >; }

fn main() {}
