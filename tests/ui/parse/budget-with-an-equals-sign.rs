use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget = { ram <= 2 KiB } } }

fn main() {}
