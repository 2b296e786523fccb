use sinew::prelude::*;

network! { struct Net< 2 => 3 > { loss: huber } }

fn main() {}
