use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }
network! { struct Wider< 2 => 9 relu => 1 sigmoid >; }

fn main() {
    let mut net = Net::zeros();
    *net.parameters_mut() = *Wider::seeded(7).parameters();
}
