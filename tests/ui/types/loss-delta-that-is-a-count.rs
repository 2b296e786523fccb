use sinew::prelude::*;

const DELTA: usize = 1;
network! { struct Net< 2 => 8 relu => 1 > { loss: huber(DELTA) } }

fn main() {}
