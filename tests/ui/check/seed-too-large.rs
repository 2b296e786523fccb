use sinew::prelude::*;

network! { struct Net< 2 => 1 > { seed: 18446744073709551616 } }

fn main() {}
