use sinew::prelude::*;

struct Weighted(f32);
network! { struct Net< 2 => 1 > { loss: Weighted(0.5) } }

fn main() {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut net, &[([0.0, 1.0], [1.0])]).unwrap();
}
