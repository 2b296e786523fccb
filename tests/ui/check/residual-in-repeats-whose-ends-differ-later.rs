use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { repeat 2 { residual { 4 => 2 } => 3 } => 2 } => 1 >; }

fn main() {}
