use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { disk <= 1 KiB } } }

fn main() {}
