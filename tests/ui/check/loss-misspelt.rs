use sinew::prelude::*;

network! { struct Net< 2 => 1 > { loss: binary_cross_entropy_with_logit } }

fn main() {}
