use sinew::prelude::*;

network! { struct Net< 2 => 1 > { loss: mse } }

fn main() {}
