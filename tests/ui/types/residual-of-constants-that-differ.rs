use sinew::prelude::*;

const A: usize = 4;
const B: usize = 5;
network! { struct Net< 2 => A relu => residual { B tanh } => 1 >; }

fn main() {}
