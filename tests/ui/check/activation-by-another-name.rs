use sinew::prelude::*;

network! { struct Net< 2 => 8 swish => 8 lrelu(0.1) => 8 identity => 1 logistic >; }

fn main() {}
