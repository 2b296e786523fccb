use sinew::prelude::*;

network! {
    struct Net<
        0
        => 8 rleu
        => 1 softmax
    >;
}

fn main() {}
