use sinew::prelude::*;

const CLASSES: usize = 1;
network! { struct Net< 2 => CLASSES softmax >; }

fn main() {}
