use sinew::prelude::*;

network! { struct Net< 2 => residual { 8 relu => 2; } => 1 >; }

fn main() {}
