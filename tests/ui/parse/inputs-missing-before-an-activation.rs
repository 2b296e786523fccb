use sinew::prelude::*;

network! { struct Net< relu => 1 >; }

fn main() {}
