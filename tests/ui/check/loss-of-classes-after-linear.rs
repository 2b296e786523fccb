use sinew::prelude::*;

network! { struct Net< 2 => 3 > { loss: cross_entropy } }

fn main() {}
