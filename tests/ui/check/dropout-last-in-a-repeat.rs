use sinew::prelude::*;

network! { struct Net< 2 => repeat 2 { 2 relu => dropout(0.2) } >; }

fn main() {}
