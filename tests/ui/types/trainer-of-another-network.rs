use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 sigmoid >; }
network! { struct Wider< 2 => 9 relu => 1 sigmoid >; }

fn main() {
    let samples = [([1.0, 2.0], [1.0])];
    let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    trainer.step(&mut Net::zeros(), &samples).unwrap();
    trainer.step(&mut Wider::zeros(), &samples).unwrap();
}
