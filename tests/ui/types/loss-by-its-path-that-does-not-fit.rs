use sinew::prelude::*;

network! { struct Net< 2 => 1 relu > { loss: sinew::BinaryCrossEntropy } }

fn main() {
    let mut net = Net::seeded(7);
    Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut net, &[([0.0, 1.0], [1.0])]).unwrap();
}
