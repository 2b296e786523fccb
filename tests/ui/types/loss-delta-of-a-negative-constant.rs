use sinew::prelude::*;

const DELTA: f32 = -1.0;
network! { struct Net< 2 => 8 relu => 1 > { loss: huber(DELTA) } }

fn main() {
    let _ = Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut Net::seeded(7), &[([0.0, 1.0], [1.0])]);
}
