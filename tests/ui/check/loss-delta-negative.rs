use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 > { loss: huber(-1.0) } }

fn main() {
    let _ = Trainer::new(Net::LOSS, Sgd::new(0.1)).step(&mut Net::seeded(7), &[([0.0, 1.0], [1.0])]);
}
