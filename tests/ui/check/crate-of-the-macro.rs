use sinew::prelude::*;

network! { struct Net< 2 => 1 > { crate: sinew } }

fn main() {}
