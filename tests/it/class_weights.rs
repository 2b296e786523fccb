//! How much samples count by their classes.

use sinew::Error;
use sinew::prelude::*;

/// Six samples of class 0, three of class 1 and one of class 2. scikit-learn's
/// `compute_class_weight("balanced", ..)` gives `n / (classes * count)`: `10 / 18`, `10 / 9` and `10 / 3`.
const CLASSES: [u8; 10] = [0, 1, 0, 2, 0, 1, 0, 0, 1, 0];
const BALANCED: [f32; 3] = [10.0 / 18.0, 10.0 / 9.0, 10.0 / 3.0];

fn rare() -> Vec<([f32; 1], u8)> {
    CLASSES.iter().enumerate().map(|(place, class)| ([place as f32], *class)).collect()
}

#[test]
fn balanced_weights_are_those_of_scikit_learn() {
    let samples = rare();
    assert_eq!(samples.class_weights(), Ok(BALANCED));
    // Of arrays, the largest number tells the class; one number alone by 0.5.
    let one_hot = CLASSES.map(|class| {
        let mut target = [0.0; 3];
        target[usize::from(class)] = 1.0;
        ([0.0], target)
    });
    assert_eq!(one_hot.class_weights(), Ok(BALANCED));
    let yes_or_no = [([0.0], [1.0]), ([0.0], [0.0]), ([0.0], [0.2]), ([0.0], [0.1])];
    assert_eq!(yes_or_no.class_weights(), Ok([4.0 / 6.0, 2.0]));
    // A part has shares of its own: of all but the last, five, three and one.
    let (inputs, classes) = ([[0.0]; 9], &CLASSES[..9]);
    assert_eq!((&inputs[..], classes).class_weights(), Ok([9.0 / 15.0, 1.0, 3.0]));
}

#[test]
fn balanced_weights_of_samples_that_have_none() {
    let none: [([f32; 1], u8); 0] = [];
    assert_eq!(none.class_weights::<2>(), Err(Error::NoSamples));
    assert_eq!(rare().class_weights::<4>(), Err(Error::EmptyClass { class: 3 }));
    let beyond = Error::NoSuchClass { sample: 3, class: 2, classes: 2 };
    assert_eq!(rare().class_weights::<2>(), Err(beyond));
    let broken = [([0.0], [0.0, 1.0]), ([0.0], [f32::NAN, 0.0])];
    assert_eq!(broken.class_weights::<2>(), Err(Error::NonFiniteSample { sample: 1 }));
    let (inputs, classes) = ([[0.0]; 3], [0_u8, 1]);
    let error = (&inputs[..], &classes[..]).class_weights::<2>();
    assert_eq!(error, Err(Error::TargetCount { inputs: 3, targets: 2 }));
    assert_eq!(
        Error::EmptyClass { class: 3 }.to_string(),
        "there is no sample of class 3: each class needs one"
    );
}

/// PyTorch's `CrossEntropyLoss(weight=w)` is `Σ w[y] L / Σ w[y]`. With all `z` alike each `L` is `ln 3`; the gradient by
/// the biases is `Σ w[y] (1/3 - [y])`, of which balanced weights leave nothing.
#[test]
fn classes_with_balanced_weights_count_alike() {
    let samples = rare();
    let weights: [f32; 3] = samples.class_weights().unwrap();
    let balanced = samples.class_weighted(weights);
    let mut net = network!(1 => 3 softmax);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(1.0));
    let loss = trainer.step(&mut net, &balanced).unwrap();
    assert!((loss - 3.0_f32.ln()).abs() < 1e-6, "{loss}");
    assert!(net.layer1().biases.iter().all(|bias| bias.abs() < 1e-6), "{:?}", net.layer1().biases);
    // The same as a list of weights, and on top of one.
    let each: Vec<_> = CLASSES.iter().map(|class| weights[usize::from(*class)]).collect();
    assert_eq!(trainer.evaluate(&net, &balanced), trainer.evaluate(&net, &samples.weighted(&each)));
    let both = samples.weighted(&each).class_weighted([2.0, 0.0, 3.0]).weight(3);
    assert_eq!(both, 3.0 * BALANCED[2]);
}

#[test]
fn a_class_without_a_weight_is_refused() {
    let samples = rare();
    let mut net = network!(1 => 3 softmax);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(1.0));
    let error = trainer.fit(&mut net, &samples.class_weighted([1.0, 1.0]));
    assert_eq!(error.unwrap_err(), Error::Weight { sample: 3 });
    let error = trainer.fit(&mut net, &samples.class_weighted([1.0, -1.0, 1.0]));
    assert_eq!(error.unwrap_err(), Error::Weight { sample: 1 });
}
