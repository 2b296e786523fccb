use sinew::prelude::*;

fn main() {
    network! { struct Net< 2 => 8 rleu => 1 >; }
    let _ = Net::zeros().predict(&[0.0, 1.0]);
}
