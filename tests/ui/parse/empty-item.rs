use sinew::prelude::*;

network! {}

fn main() {}
