use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let net = Net::zeros();
    net.layer3();
}
