use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { flash <= 1 KB, macs <= 1 KiB } } }

fn main() {}
