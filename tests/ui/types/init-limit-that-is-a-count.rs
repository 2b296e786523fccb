use sinew::prelude::*;

const LIMIT: usize = 1;
network! { struct Net< 2 => 8 relu [init = uniform(LIMIT)] => 1 >; }

fn main() {}
