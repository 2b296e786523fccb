use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 > { loss: huber(0) } }

fn main() {}
