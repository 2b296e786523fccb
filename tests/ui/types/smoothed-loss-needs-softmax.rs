use sinew::prelude::*;

network! { struct Net< 2 => 2 tanh >; }

fn main() {
    let samples = [([1.0, 1.0], [0.0, 1.0])];
    let mut net = Net::seeded(7);
    Trainer::new(CrossEntropy.label_smoothing(0.1), Sgd::new(0.1)).step(&mut net, &samples).unwrap();
}
