use sinew::prelude::*;

network! { struct Net< 2 => 3 => residual { 3 relu } > { loss: smoothed_cross_entropy(0.1) } }

fn main() {}
