use sinew::prelude::*;

network! { struct Net< 2 => 1 > { seed: 7banana } }

fn main() {}
