use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let mut net = Net::seeded(7);
    Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).fit(&mut net, &[([1.0, 2.0], 1.0)]).unwrap();
}
