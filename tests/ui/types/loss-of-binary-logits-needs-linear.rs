use sinew::prelude::*;

network! { struct Net< 2 => 1 sigmoid >; }

fn main() {
    let samples = [([1.0, 1.0], [0.0])];
    let mut net = Net::seeded(7);
    Trainer::new(BinaryCrossEntropyWithLogits, Sgd::new(0.1)).step(&mut net, &samples).unwrap();
}
