use sinew::prelude::*;

struct NotANetwork;

network! { struct Net< 2 => 8 relu => NotANetwork >; }

fn main() {
    let mut net = Net::seeded(7);
    net.layer2_mut();
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &[([0.0; 2], [0.0; 2])]).unwrap();
}
