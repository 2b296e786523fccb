use sinew::prelude::*;

network! { struct Net< 2 => 8 step => 1 sigmoid > { loss: binary_cross_entropy } }

fn main() {}
