use sinew::prelude::*;

network! { struct Perceptron< 2 => 1 step >; }

fn main() {
    let samples = [([1.0, 1.0], [0.0])];
    let mut net = Perceptron::seeded(7);
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &samples).unwrap();
}
