use sinew::prelude::*;

network! { struct Net< 2 => 8 [init = xaviar] => 1 [init = glorot] >; }

fn main() {}
