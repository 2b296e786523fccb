use sinew::prelude::*;

network! { struct Net< 2 => 3 sigmoid > { loss: cross_entropy } }

fn main() {}
