use sinew::prelude::*;

network! { struct Net< 2 => HIDDEN relu => 1 >; }

fn main() {}
