use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let net = Net::seeded(7);
    net.predict(&[1.0, 2.0, 3.0]);
}
