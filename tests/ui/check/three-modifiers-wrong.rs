use sinew::prelude::*;

network! { struct Net< 2 => 1 [bias, init = xaver, frezee] >; }

fn main() {}
