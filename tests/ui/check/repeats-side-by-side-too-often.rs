use sinew::prelude::*;

network! {
    struct Net< 2 => repeat 256 { 2 => 2 } => repeat 256 { 2 => 2 => 2 } => 1 >;
}

fn main() {}
