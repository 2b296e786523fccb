use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let net = Net::zeros();
    let trace = net.forward(&[0.0, 1.0]);
    net.backward(&[0.0, 1.0], &trace, &[1.0, 0.0]);
}
