use sinew::prelude::*;

network! {
    struct Classifier< 4 => 8 selu [init = lecun] => 3 softmax > {
        seed: 7,
        loss: cross_entropy,
        budget { flash <= 1 MiB, ram <= 2 KiB, macs <= 999, }
    }
}
network! { struct Measured< 2 => 1 > { budget { ram <= 12 }, init: lecun } }
network! { struct Unlimited< 2 => 1 > { budget {}, loss: mean_squared_error } }
network! { struct OfAPath< 2 => 1 > { loss: sinew::MeanSquaredError } }
network! { struct Detector< 2 => 1 sigmoid > { loss: binary_cross_entropy } }
network! { struct Plain< 2 => 1 > {} }

#[test]
fn it_works() {
    let samples = [([0.5; 4], [0.0, 1.0, 0.0])];
    Trainer::new(Classifier::LOSS, Sgd::new(0.1)).step(&mut Classifier::new(), &samples).unwrap();
    let samples = [([0.5; 2], [1.0])];
    Trainer::new(Detector::LOSS, Sgd::new(0.1)).step(&mut Detector::zeros(), &samples).unwrap();
    let mut trainer = Trainer::new(Unlimited::LOSS, Sgd::new(0.1));
    let expected = trainer.step(&mut Unlimited::zeros(), &samples).unwrap();
    let mut trainer = Trainer::new(OfAPath::LOSS, Sgd::new(0.1));
    assert_eq!(trainer.step(&mut OfAPath::zeros(), &samples).unwrap(), expected);
    assert_eq!((Measured::BYTES, Plain::zeros().predict(&[1.0, 1.0])), (12, [0.0]));
}
