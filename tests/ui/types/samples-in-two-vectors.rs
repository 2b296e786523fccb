use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let mut net = Net::seeded(7);
    let (inputs, classes) = (vec![[1.0, 2.0]], vec![1_u8]);
    Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).fit(&mut net, &(&inputs, &classes)).unwrap();
}
