use sinew::prelude::*;

struct NotANetwork;

network! { struct Net< 2 => residual { 8 relu => NotANetwork } => 1 >; }

fn main() {}
