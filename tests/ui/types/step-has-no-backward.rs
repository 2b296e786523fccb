use sinew::prelude::*;

network! { struct Perceptron< 2 => 1 step >; }

fn main() {
    let _ = Perceptron::zeros().forward(&[0.0, 1.0]);
}
