use sinew::prelude::*;

network! { struct Perceptron< 8 => 4 step >; }
network! { struct Net< 2 => 8 relu => Perceptron => 1 >; }

fn main() {}
