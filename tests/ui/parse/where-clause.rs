use sinew::prelude::*;

network! { struct Net< 2 => 1 > where f32: Copy; }

fn main() {}
