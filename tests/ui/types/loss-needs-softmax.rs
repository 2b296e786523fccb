use sinew::prelude::*;

network! { struct Net< 2 => 2 sigmoid >; }

fn main() {
    let samples = [([1.0, 1.0], [0.0, 1.0])];
    let mut net = Net::seeded(7);
    Trainer::new(CrossEntropy, Sgd::new(0.1)).fit(&mut net, &samples).unwrap();
}
