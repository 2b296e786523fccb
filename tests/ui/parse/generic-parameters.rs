use sinew::prelude::*;

network! { struct Net<T>< 2 => 8 rleu => 1 >; }

fn main() {}
