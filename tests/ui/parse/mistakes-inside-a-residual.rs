use sinew::prelude::*;

network! { struct Net< 5 => residual { 8 relu 5 => => 5 } => 1 >; }

fn main() {}
