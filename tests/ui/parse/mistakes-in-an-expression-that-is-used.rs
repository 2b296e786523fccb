use sinew::prelude::*;

fn main() {
    let mut net = network!(2 => 8 relu 4 => => 3);
    let [a, b, c] = net.predict(&[1.0, 2.0, 3.0, 4.0]);
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &[([1.0], [a, b, c])]).unwrap();
}
