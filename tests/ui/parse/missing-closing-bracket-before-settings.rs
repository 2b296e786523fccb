use sinew::prelude::*;

network! { struct Net< 2 => 1 sigmoid { init: he } }

fn main() {}
