use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => dropout(0.2) >; }

fn main() {}
