use sinew::prelude::*;

network! { struct Net< 2 => 8 => affine(8) => 1 >; }

fn main() {}
