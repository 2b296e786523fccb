use sinew::prelude::*;

network! { struct Inner< 2 => 1 tanh >; }
network! { struct Net< 2 => Inner > { loss: binary_cross_entropy } }

fn main() {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut net, &[([0.0, 1.0], [1.0])]).unwrap();
}
