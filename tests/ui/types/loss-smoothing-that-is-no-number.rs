use sinew::prelude::*;

network! { struct Net< 2 => 3 softmax > { loss: smoothed_cross_entropy(f32::NAN) } }

fn main() {}
