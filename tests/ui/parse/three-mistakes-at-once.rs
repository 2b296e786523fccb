use sinew::prelude::*;

network! {
    struct Net<
        2 => 8 relu tanh
        => 4.0 sigmoid
        => => 3
    >;
}

fn main() {
    let mut net = Net::seeded(1);
    let [a, b, c] = net.predict(&[1.0, 2.0, 3.0, 4.0]);
    let sample = ([1.0, 2.0, 3.0, 4.0], [a, b, c]);
    Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).step(&mut net, &[sample]).unwrap();
    let _ = Net::from_parameters([0.0; 33]);
}
