use sinew::prelude::*;

network! { struct Net< 2 => 5 relu => residual { 8 relu => 4 } => 1 >; }

fn main() {}
