use sinew::prelude::*;

network! { struct Net< 2 => 3 sigmoid > { loss: kullback_leibler } }

fn main() {}
