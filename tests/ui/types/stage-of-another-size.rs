use sinew::prelude::*;

network! { struct Encoder< 5 => 3 >; }
network! { struct Net< 2 => 8 relu => Encoder => 1 >; }

fn main() {}
