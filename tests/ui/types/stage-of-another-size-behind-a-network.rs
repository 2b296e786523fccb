use sinew::prelude::*;

network! { struct Encoder< 5 => 3 >; }
network! { struct Net< 5 => Encoder => Encoder => 1 >; }

fn main() {}
