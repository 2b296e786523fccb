use sinew::prelude::*;

network! { struct Net< 2 => 1 > { budget { ram <= little } } }

fn main() {}
