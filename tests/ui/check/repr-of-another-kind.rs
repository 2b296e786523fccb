use sinew::prelude::*;

network! {
    #[repr(transparent)]
    struct Net< 2 => 1 >;
}

fn main() {}
