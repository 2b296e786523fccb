use sinew::prelude::*;

network! { struct Net< 2 => 1 sigmoid > { loss: binary_cross_entrop } }

fn main() {}
