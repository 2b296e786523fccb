use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 relu > { loss: binary_cross_entropy } }

fn main() {}
