use sinew::prelude::*;

network! { struct Net< 2 => 1 > { learning_rate: he } }

fn main() {}
