use sinew::prelude::*;

struct Swish;
network! { struct Net< 2 => 8Swish => 1 >; }

fn main() {}
