use sinew::prelude::*;

network! { struct Net< 2 => 3 softmax > { loss: cross_entropy_with_logits } }

fn main() {}
