//! Measures of predictions against scikit-learn, whose numbers `tests/fixtures/metrics.py` wrote.

use sinew::prelude::*;
#[cfg(feature = "std")]
use sinew::roc_auc;
use sinew::{Confusion, Error, Regression, roc_auc_of, top_k_accuracy};

const FIXTURE: &str = include_str!("../fixtures/metrics.csv");

/// What scikit-learn was given, or what it said.
fn numbers(task: &str, name: &str) -> Vec<f64> {
    let prefix = format!("{task},{name},");
    let line = FIXTURE.lines().find_map(|line| line.strip_prefix(&*prefix));
    line.unwrap_or_else(|| panic!("{prefix}")).split(',').map(|n| n.parse().unwrap()).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "the script wrote single precision")]
fn rows<const N: usize>(task: &str, name: &str) -> Vec<[f32; N]> {
    let numbers: Vec<_> = numbers(task, name).into_iter().map(|number| number as f32).collect();
    let (rows, []) = numbers.as_chunks() else { panic!("{task}, {name}") };
    rows.to_vec()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "classes and counts")]
fn counts(task: &str, name: &str) -> Vec<usize> {
    numbers(task, name).into_iter().map(|number| number as usize).collect()
}

network! { struct Identity< 7 => 7 [no_bias] >; }
network! { struct Identity3< 3 => 3 [no_bias] >; }
network! { struct Identity1< 1 => 1 [no_bias] >; }

/// Networks that hand over what they are given.
macro_rules! identity {
    ($net:ident) => {{
        let mut net = $net::zeros();
        (0..$net::INPUTS).for_each(|unit| net.layer1_mut().weights[unit][unit] = 1.0);
        net
    }};
}

#[track_caller]
fn assert_close(found: f32, expected: f64) {
    assert!(
        (f64::from(found) - expected).abs() <= 1e-6 * expected.abs(),
        "{found}, not {expected}"
    );
}

#[test]
fn many_classes() {
    let outputs: Vec<[f32; 7]> = rows("classes", "outputs");
    let targets = counts("classes", "targets");
    let (net, samples) = (identity!(Identity), (&outputs[..], &targets[..]));
    let confusion = Confusion::of(&net, &samples).unwrap();
    assert_eq!(confusion.counts().as_flattened(), counts("classes", "counts"));
    assert_close(confusion.accuracy(), numbers("classes", "accuracy")[0]);
    assert_close(confusion.balanced_accuracy(), numbers("classes", "balanced_accuracy")[0]);
    assert_close(confusion.macro_precision(), numbers("classes", "macro_precision")[0]);
    assert_close(confusion.macro_recall(), numbers("classes", "macro_recall")[0]);
    assert_close(confusion.macro_f1(), numbers("classes", "macro_f1")[0]);
    for class in 0..7 {
        assert_close(confusion.precision(class), numbers("classes", "precision")[class]);
        assert_close(confusion.recall(class), numbers("classes", "recall")[class]);
        assert_close(confusion.f1(class), numbers("classes", "f1")[class]);
    }
    for (k, accuracy) in (1..).zip(numbers("classes", "top_k")) {
        assert_close(top_k_accuracy(&net, &samples, k).unwrap(), accuracy);
    }
    assert_eq!(top_k_accuracy(&net, &samples, 0), Ok(0.0));
}

#[test]
fn two_classes() {
    let outputs: Vec<[f32; 1]> = rows("binary", "outputs");
    let targets = counts("binary", "targets");
    let (net, samples) = (identity!(Identity1), (&outputs[..], &targets[..]));
    let at = |threshold| Confusion::binary(&net, &samples, threshold).unwrap();
    assert_eq!(at(0.5).counts().as_flattened(), counts("binary", "counts at 0.5"));
    assert_eq!(at(0.25).counts().as_flattened(), counts("binary", "counts at 0.25"));
    assert_eq!(top_k_accuracy(&net, &samples, 1), Ok(at(0.5).accuracy()));
    assert_eq!(top_k_accuracy(&net, &samples, 2), Ok(1.0));
}

/// Of the pairs of one sample of each class, the share that is the right way round; half of those that are alike.
fn share_of_pairs(scored: &[(f32, bool)]) -> f64 {
    let own = scored.iter().filter(|(_, is_own)| *is_own);
    let others = || scored.iter().filter(|(_, is_own)| !is_own);
    let count = |(left, _): &(f32, bool), (right, _): &(f32, bool)| {
        f64::from(u8::from(left > right)) + 0.5 * f64::from(u8::from(left == right))
    };
    let right: f64 = own.clone().flat_map(|own| others().map(|other| count(own, other))).sum();
    right / (own.count() * others().count()) as f64
}

#[test]
fn areas_under_curves() {
    let outputs: Vec<[f32; 1]> = rows("binary", "outputs");
    let targets = counts("binary", "targets");
    let scored = |change: fn(f32) -> f32| -> Vec<_> {
        let scores = outputs.iter().map(|[output]| change(*output));
        scores.zip(targets.iter().map(|class| *class == 1)).collect()
    };
    let of = |change| roc_auc_of(&mut scored(change)).unwrap();
    assert_close(of(|output| output), numbers("binary", "roc_auc")[0]);
    assert_close(of(|output| (8.0 * output).floor()), numbers("binary", "roc_auc of eighths")[0]);
    assert_close(of(|output| output - 5.0), numbers("binary", "roc_auc")[0]);
    assert_close(of(|output| -output), 1.0 - numbers("binary", "roc_auc")[0]);
    for quarters in [1.0, 2.0, 3.0, 5.0, 100.0] {
        let mut scored: Vec<_> = scored(|output| output);
        scored.iter_mut().for_each(|(score, _)| *score = (quarters * (*score - 0.4)).round());
        let pairs = share_of_pairs(&scored);
        assert_close(roc_auc_of(&mut scored).unwrap(), pairs);
    }
    // Both zeros are alike.
    assert_eq!(roc_auc_of(&mut [(0.0, true), (-0.0, false)]), Ok(0.5));
    assert_eq!(roc_auc_of(&mut [(-0.0, true), (0.0, false)]), Ok(0.5));
    assert_eq!(roc_auc_of(&mut [(f32::MIN, false), (f32::MAX, true)]), Ok(1.0));
    assert_eq!(roc_auc_of(&mut [(2.0, false), (1.0, true)]), Ok(0.0));
}

#[test]
fn areas_that_are_none() {
    for score in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let error = roc_auc_of(&mut [(0.5, true), (score, false)]);
        assert_eq!(error, Err(Error::NonFiniteOutput { sample: 1 }));
    }
    assert_eq!(roc_auc_of(&mut []), Err(Error::NoSamples));
    assert_eq!(roc_auc_of(&mut [(0.1, true); 3]), Err(Error::EmptyClass { class: 0 }));
    assert_eq!(roc_auc_of(&mut [(0.1, false); 3]), Err(Error::EmptyClass { class: 1 }));
}

#[cfg(feature = "std")]
#[test]
fn areas_of_networks() {
    let outputs: Vec<[f32; 1]> = rows("binary", "outputs");
    let targets = counts("binary", "targets");
    let net = identity!(Identity1);
    let area = roc_auc(&net, &(&outputs[..], &targets[..])).unwrap();
    assert_close(area, numbers("binary", "roc_auc")[0]);
    // Targets that are numbers tell the class too, from 0.5 on.
    let numbers: Vec<_> = targets.iter().map(|class| [0.4 + 0.2 * *class as f32]).collect();
    assert_eq!(roc_auc(&net, &(&outputs[..], &numbers[..])), Ok(area));
    let none: [([f32; 1], u8); 0] = [];
    assert_eq!(roc_auc(&net, &none), Err(Error::NoSamples));
    assert_eq!(roc_auc(&net, &[([0.5], 1_u8)]), Err(Error::EmptyClass { class: 0 }));
    let beyond = Error::NoSuchClass { sample: 0, class: 2, classes: 2 };
    assert_eq!(roc_auc(&net, &[([0.5], 2_u8)]), Err(beyond));
}

#[test]
fn classes_of_single_predictions() {
    let net = identity!(Identity3);
    assert_eq!(net.predict_class(&[0.1, 0.5, 0.2]), Ok(1));
    assert_eq!(net.predict_class(&[0.5, 0.1, 0.5]), Ok(0), "the first of two");
    assert_eq!(net.predict_class(&[-3.0, -2.0, -1.0]), Ok(2));
    let none = Err(Error::NonFiniteOutput { sample: 0 });
    for broken in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for place in 0..3 {
            let mut input = [0.0, 1.0, 2.0];
            input[place] = broken;
            assert_eq!(net.predict_class(&input), none, "{input:?}");
        }
        assert!(identity!(Identity1).predict_binary(&[broken], 0.5).is_err());
    }
    let net = identity!(Identity1);
    assert_eq!(
        [0.0, 0.49, 0.5, 1.0].map(|x| net.predict_binary(&[x], 0.5).unwrap()),
        [false, false, true, true]
    );
    assert_eq!(net.predict_binary(&[-0.1], -0.2), Ok(true));
    let error = net.predict_binary(&[0.5], f32::NAN);
    assert_eq!(error, Err(Error::Setting { name: "threshold", range: "a number" }));
}

#[test]
fn regressions() {
    for task in ["regression", "constant"] {
        let (targets, outputs) = (rows(task, "targets"), rows(task, "outputs"));
        let all = Regression::of(&identity!(Identity3), &(&outputs[..], &targets[..])).unwrap();
        let says = |name: &str| numbers(task, name);
        assert_close(all.r_squared(), says("r2_score")[0]);
        assert_close(all.mean_absolute_error(), says("mean_absolute_error")[0]);
        assert_close(all.root_mean_squared_error(), says("root_mean_squared_error")[0]);
        for output in 0..3 {
            let one = all.of_output(output).unwrap();
            assert_close(one.r_squared(), says("r2_score of each")[output]);
            assert_close(one.mean_absolute_error(), says("mean_absolute_error of each")[output]);
            let roots = says("root_mean_squared_error of each");
            assert_close(one.root_mean_squared_error(), roots[output]);
        }
        assert_eq!(all.of_output(3), None);
    }
}

#[test]
fn where_nothing_is_to_be_divided_by() {
    let net = identity!(Identity1);
    let one = Regression::of(&net, &[([1.5], [1.0])]).unwrap();
    assert!(one.r_squared().is_nan());
    assert_eq!((one.mean_absolute_error(), one.root_mean_squared_error()), (0.5, 0.5));
    let far = Regression::of(&net, &[([f32::MAX], [f32::MAX]), ([f32::MAX], [0.0])]).unwrap();
    assert_close(far.root_mean_squared_error(), f64::from(f32::MAX) / 2_f64.sqrt());
    let confusion = Confusion::binary(&net, &[([1.0], 1_u8)], 0.5).unwrap();
    assert_eq!((confusion.precision(0), confusion.recall(0), confusion.f1(0)), (0.0, 0.0, 0.0));
    assert_eq!((confusion.precision(9), confusion.recall(9), confusion.f1(9)), (0.0, 0.0, 0.0));
    assert_eq!((confusion.macro_precision(), confusion.macro_recall()), (1.0, 1.0));
    assert_eq!(confusion.balanced_accuracy(), 1.0, "of the one class that has samples");
}

#[test]
fn in_tiles_and_one_by_one() {
    network! { struct Small< 5 => 9 tanh => 3 softmax >; }
    network! { struct Large< 5 => 1100 tanh => 3 softmax >; }

    fn check<N: Network<Input = [f32; 5], Output = [f32; 3]>>(net: &N) {
        for count in [1, 6, 31, 32, 33, 75] {
            let wave = |place: usize| (place as f32 * 0.7).sin();
            let sample = |place| (std::array::from_fn(|i| wave(5 * place + i)), place % 3);
            let samples: Vec<([f32; 5], usize)> = (0..count).map(sample).collect();
            let samples = &samples[..];
            let mut expected = [[0; 3]; 3];
            for (input, target) in samples {
                let output = net.predict(input);
                let larger = |class: &usize| output.iter().all(|other| output[*class] >= *other);
                expected[*target][(0..3).find(larger).unwrap()] += 1;
            }
            let confusion = Confusion::of(net, samples).unwrap();
            assert_eq!(confusion.counts(), &expected, "{count} samples");
            assert_eq!(confusion.samples(), count);
            let (part, rest) = samples.hold_out(0.4, 7);
            let of_parts = [Confusion::of(net, &part), Confusion::of(net, &rest)];
            let right = of_parts.iter().flatten().map(Confusion::right).sum::<usize>();
            assert_eq!(right, confusion.right());
        }
    }

    check(&Small::seeded(3));
    check(&Large::seeded(3));
}

#[test]
fn equal_outputs_stand_for_the_first() {
    let (net, samples) = (Identity3::zeros(), [([0.5; 3], 0_u8), ([0.5; 3], 2)]);
    assert_eq!(Confusion::of(&net, &samples).unwrap().counts()[2], [1, 0, 0]);
    assert_eq!(top_k_accuracy(&net, &samples, 1), Ok(0.5));
    assert_eq!(top_k_accuracy(&net, &samples, 2), Ok(0.5));
}

#[test]
fn what_cannot_be_judged_is_an_error() {
    let mut net = identity!(Identity3);
    let of = |net: &_, samples: &[([f32; 3], u8)]| Confusion::of(net, samples).map(|_| ());
    let fine = ([0.0, 1.0, 2.0], 2);
    assert_eq!(of(&net, &[]), Err(Error::NoSamples));
    assert_eq!(
        of(&net, &[fine, ([0.0; 3], 3)]),
        Err(Error::NoSuchClass { sample: 1, class: 3, classes: 3 })
    );
    let nan = [fine, ([0.0, f32::NAN, 0.0], 1)];
    assert_eq!(of(&net, &nan), Err(Error::NonFiniteSample { sample: 1 }));
    let (inputs, classes) = ([[0.0; 3]; 2], [0_u8; 3]);
    let unequal = Confusion::of(&net, &(&inputs[..], &classes[..]));
    assert_eq!(unequal, Err(Error::TargetCount { inputs: 2, targets: 3 }));
    assert_eq!(top_k_accuracy(&net, &[fine; 0], 1), Err(Error::NoSamples));
    assert_eq!(Regression::of(&net, &[([0.0; 3], [0.0; 3]); 0]), Err(Error::NoSamples));

    net.parameters_mut()[0] = f32::MAX;
    let overflows = [fine, ([2.0, 0.0, 0.0], 0), ([3.0, 0.0, 0.0], 0)];
    assert_eq!(of(&net, &overflows), Err(Error::NonFiniteOutput { sample: 1 }));
    let targets = [([2.0, 0.0, 0.0], [0.0; 3])];
    assert_eq!(Regression::of(&net, &targets), Err(Error::NonFiniteOutput { sample: 0 }));
}

#[test]
fn a_table_as_wide_as_its_counts() {
    let net = identity!(Identity1);
    let samples: Vec<_> = (0..150_u8).map(|i| ([f32::from(i % 7)], u8::from(i > 19))).collect();
    let table = "\
class    0    1  precision  recall     f1
    0    3   17      0.136   0.150  0.143
    1   19  111      0.867   0.854  0.860
 mean                0.502   0.502  0.502
114 of 150 right, accuracy 0.760";
    assert_eq!(Confusion::binary(&net, &samples[..], 0.5).unwrap().to_string(), table);
}
