//! A random start, training and prediction.

use std::hint::black_box;

use sinew::prelude::*;

network! { pub struct Xor< 2 => 8 relu => 1 sigmoid >; }

fn main() -> Result<(), sinew::Error> {
    let truth = [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];
    let mut net = Xor::seeded(7);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    black_box(trainer.epochs(2_000).batch(4).fit(&mut net, black_box(&truth))?);
    black_box(net.predict(&black_box([0.0, 1.0])));
    Ok(())
}
