use sinew::prelude::*;

network! { struct Net< 2 => 1 > { initt: he } }

fn main() {}
