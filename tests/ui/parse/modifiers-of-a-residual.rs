use sinew::prelude::*;

network! { struct Net< 2 => residual { 2 relu } [freeze] => 1 >; }

fn main() {}
