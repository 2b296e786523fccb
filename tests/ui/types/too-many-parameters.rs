use sinew::prelude::*;

const WIDTH: usize = 65_536;
network! { struct Net< WIDTH => WIDTH => 1 >; }

fn main() {}
