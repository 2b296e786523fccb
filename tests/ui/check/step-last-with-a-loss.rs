use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { 1 step } > { loss: binary_cross_entropy } }

fn main() {}
