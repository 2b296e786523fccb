use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { flash <= 1 Kib } } }

fn main() {}
