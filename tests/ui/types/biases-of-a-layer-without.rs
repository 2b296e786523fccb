use sinew::prelude::*;

network! { struct Net< 2 => 1 [no_bias] >; }

fn main() {
    let _ = Net::zeros().layer1().biases[0];
}
