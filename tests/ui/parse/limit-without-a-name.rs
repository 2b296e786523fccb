use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { 2 KiB } } }

fn main() {}
