use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => Encoder => 1 >; }

fn main() {}
