//! Targets outside the domain of a loss are refused, and named.

use sinew::prelude::*;
use sinew::{Error, Loss, TargetDomain, Trainable, gradient_check};

network! { #[derive(Debug, Clone, PartialEq)] struct Yes< 1 => 4 tanh => 1 sigmoid >; }
network! { #[derive(Debug, Clone, PartialEq)] struct Classes< 1 => 4 tanh => 2 softmax >; }
network! { #[derive(Debug, Clone, PartialEq)] struct Scores< 1 => 4 tanh => 2 >; }

/// That no way to learn or to judge takes the target, alone or among good ones in a tile.
fn refuse<N, L>(
    new: fn(u64) -> N,
    loss: L,
    good: N::Output,
    bad: N::Output,
    error: impl Fn(usize) -> Error,
) where
    N: Trainable<Input = [f32; 1]> + Clone + PartialEq + core::fmt::Debug,
    L: Loss<N::Head>,
{
    for (count, place) in [(1, 0), (7, 3), (40, 39), (64, 33)] {
        let mut samples: Vec<_> = (0..count).map(|i| ([i as f32 / 64.0], good)).collect();
        let mut trainer = Trainer::new(loss, Sgd::new(0.1));
        let mut net = new(7);
        assert!(trainer.step(&mut net, &samples[..]).is_ok());
        let before = net.clone();
        samples[place].1 = bad;
        assert_eq!(trainer.step(&mut net, &samples[..]), Err(error(place)));
        assert_eq!(trainer.step(&mut net, &samples.weighted(&vec![1.0; count])), Err(error(place)));
        assert_eq!(trainer.fit(&mut net, &samples[..]).err(), Some(error(place)));
        assert_eq!(trainer.evaluate(&net, &samples[..]), Err(error(place)));
        assert_eq!(gradient_check(&mut net, loss, &samples).err(), Some(error(place)));
        assert_eq!(net, before);
    }
}

#[test]
fn probabilities() {
    let target =
        |value| move |sample| Error::Target { sample, value, domain: TargetDomain::Probabilities };
    refuse(Yes::seeded, BinaryCrossEntropy, [0.25], [-1.0], target(-1.0));
    refuse(Yes::seeded, BinaryCrossEntropy, [1.0], [2.0], target(2.0));
    refuse(Scores::seeded, BinaryCrossEntropyWithLogits, [0.0, 1.0], [0.5, 1.001], target(1.001));
    refuse(Yes::seeded, BinaryCrossEntropy, [0.0], [f32::NAN], |sample| Error::NonFiniteSample {
        sample,
    });
}

#[test]
fn distributions() {
    fn check<N, L>(new: fn(u64) -> N, loss: L)
    where
        N: Trainable<Input = [f32; 1], Output = [f32; 2]> + Clone + PartialEq + core::fmt::Debug,
        L: Loss<N::Head>,
    {
        refuse(new, loss, [0.25, 0.75], [-1.0, 1.0], |sample| Error::Target {
            sample,
            value: -1.0,
            domain: TargetDomain::Distributions,
        });
        refuse(new, loss, [1.0, 0.0], [0.0, 0.0], |sample| Error::TargetSum { sample, sum: 0.0 });
        refuse(new, loss, [0.3334, 0.6665], [1.0, 1.0], |sample| Error::TargetSum {
            sample,
            sum: 2.0,
        });
    }
    check(Classes::seeded, CrossEntropy);
    check(Classes::seeded, KullbackLeibler);
    check(Classes::seeded, CrossEntropy.label_smoothing(0.1));
    check(Scores::seeded, CrossEntropyWithLogits);
    check(Scores::seeded, CrossEntropyWithLogits.label_smoothing(0.1));
}

#[test]
fn signs() {
    refuse(Scores::seeded, Hinge, [1.0, -1.0], [1.0, 0.0], |sample| Error::Target {
        sample,
        value: 0.0,
        domain: TargetDomain::Signs,
    });
}

/// Numbers of classes stand for targets in the domain of each loss.
#[test]
fn classes_are_in_every_domain() {
    let samples = [([0.5], 0_u8), ([0.25], 1)];
    assert!(Trainer::new(Hinge, Sgd::new(0.1)).step(&mut Scores::seeded(7), &samples).is_ok());
    assert!(
        Trainer::new(CrossEntropy, Sgd::new(0.1)).step(&mut Classes::seeded(7), &samples).is_ok()
    );
    let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    assert!(trainer.step(&mut Yes::seeded(7), &samples).is_ok());
}

#[cfg(feature = "std")]
#[test]
fn a_stream_names_the_sample() {
    let samples = [([0.5], [1.0]), ([0.25], [0.0]), ([0.0], [-1.0])];
    let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    let outcome = trainer.batch(2).fit_stream(&mut Yes::seeded(7), samples);
    let domain = TargetDomain::Probabilities;
    assert_eq!(outcome, Err(Error::Target { sample: 2, value: -1.0, domain }));
}

#[test]
fn errors_say_what_a_loss_takes() {
    let error = Error::Target { sample: 2, value: -1.0, domain: TargetDomain::Probabilities };
    assert_eq!(
        error.to_string(),
        "sample 2 has the target -1, but this loss takes probabilities, from 0 to 1"
    );
    let error = Error::TargetSum { sample: 2, sum: 0.5 };
    assert_eq!(
        error.to_string(),
        "the targets of sample 2 sum up to 0.5, but this loss takes distributions, numbers from 0 to 1 with a sum of 1"
    );
}

/// Any finite numbers, where a loss measures distances.
#[test]
fn numbers() {
    fn takes<L: Loss<sinew::Linear>>(loss: L, samples: &[([f32; 1], [f32; 2])]) {
        assert!(Trainer::new(loss, Sgd::new(0.1)).evaluate(&Scores::seeded(7), samples).is_ok());
    }
    let samples = [([0.5], [-3.0, 1e6])];
    takes(MeanSquaredError, &samples);
    takes(MeanAbsoluteError, &samples);
    takes(Huber { delta: 1.0 }, &samples);
    takes(CosineDistance, &samples);
}
