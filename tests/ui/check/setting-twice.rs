use sinew::prelude::*;

network! { struct Net< 2 => 1 > { init: he, init: xavier } }

fn main() {}
