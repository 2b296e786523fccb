use sinew::prelude::*;

network! { struct Net< 2 => 3 > { loss: hinge(1.0) } }

fn main() {}
