use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let mut net = Net::zeros();
    *net.layer1_mut().weights = [[0.0; 2]; 8];
}
