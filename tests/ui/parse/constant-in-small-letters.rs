use sinew::prelude::*;

#[allow(non_upper_case_globals)]
const size: usize = 8;
network! { struct Net< 2 => size relu => 1 >; }

fn main() {}
