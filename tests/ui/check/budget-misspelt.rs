use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { flsh <= 1 KiB, rom <= 1 KiB } } }

fn main() {}
