use sinew::prelude::*;

network! { struct Net< 2 => 8 gaussian => 1 >; }

fn main() {}
