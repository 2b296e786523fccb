use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }
network! { struct Wider< 2 => 9 relu => 1 sigmoid >; }

fn main() {
    let trace = Wider::zeros().forward(&[0.0, 1.0]);
    let _ = Net::zeros().backward(&[0.0, 1.0], &trace, &[1.0]);
}
