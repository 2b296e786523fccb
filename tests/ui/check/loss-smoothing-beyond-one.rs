use sinew::prelude::*;

network! { struct Net< 2 => 3 softmax > { loss: smoothed_cross_entropy(2.0) } }
network! { struct Other< 2 => 3 > { loss: smoothed_cross_entropy_with_logits(-0.1) } }

fn main() {}
