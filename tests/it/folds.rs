//! Parts for cross-validation, and parts in which each class has its share.

use std::collections::BTreeSet;

use sinew::prelude::*;
use sinew::{Error, TargetScaling};

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small whole numbers")]
fn number(x: f32) -> usize {
    x as usize
}

fn numbered(count: usize) -> Vec<([f32; 1], [f32; 1])> {
    (0..count).map(|number| ([number as f32], [0.0])).collect()
}

/// The inputs of all samples, which tell them apart.
fn inputs<D: Dataset<Input = [f32; 1]> + ?Sized>(data: &D) -> Vec<usize> {
    data.samples().map(|([x], _)| number(*x)).collect()
}

/// scikit-learn's `KFold`: the first `n % k` folds have one more.
#[test]
fn each_sample_is_in_one_fold() {
    for (count, folds, sizes) in [
        (10, 3, &[4, 3, 3][..]),
        (5, 5, &[1, 1, 1, 1, 1]),
        (40, 4, &[10, 10, 10, 10]),
        (101, 2, &[51, 50]),
    ] {
        let samples = numbered(count);
        let mut seen = BTreeSet::new();
        let parts = samples.folds(folds, 7).unwrap();
        assert_eq!(parts.len(), folds);
        for ((rest, fold), size) in parts.zip(sizes) {
            assert_eq!((fold.len(), rest.len()), (*size, count - size));
            let (fold, rest) = (inputs(&fold), inputs(&rest));
            let both: BTreeSet<_> = fold.iter().chain(&rest).copied().collect();
            assert_eq!(both, (0..count).collect());
            assert!(fold.into_iter().all(|sample| seen.insert(sample)));
        }
        assert_eq!(seen.len(), count);
    }
}

#[test]
fn folds_depend_on_the_seed_alone() {
    let samples = numbered(50);
    let first = |seed| inputs(&samples.folds(5, seed).unwrap().next().unwrap().1);
    assert_eq!(first(7), first(7));
    assert_ne!(first(7), first(8));
    // The samples that `hold_out` would hold out are the last of the same order.
    let last = samples.folds(5, 7).unwrap().last().unwrap();
    assert_eq!(inputs(&last.1), inputs(&samples.hold_out(0.2, 7).1));
    assert_eq!(inputs(&last.0), inputs(&samples.hold_out(0.2, 7).0));
}

#[test]
fn numbers_of_folds_out_of_range() {
    let range = "at least 2, and at most the number of samples";
    for (count, folds) in [(10, 0), (10, 1), (10, 11), (0, 2)] {
        let error = numbered(count).folds(folds, 7).unwrap_err();
        assert_eq!(error, Error::Setting { name: "folds", range });
    }
}

#[test]
fn nothing_is_behind_the_end_of_a_fold() {
    let samples = numbered(10);
    for (rest, fold) in samples.folds(3, 1).unwrap() {
        assert_eq!((rest.try_sample(rest.len()), fold.try_sample(fold.len())), (None, None));
        assert_eq!(fold.number(0) as f32, fold.sample(0).0[0]);
    }
}

#[test]
fn samples_one_after_the_other() {
    let samples = numbered(10);
    assert_eq!(inputs(&samples[..]), (0..10).collect::<Vec<_>>());
    let (_, part) = samples.hold_out(0.3, 1);
    let by_place: Vec<_> = (0..3).map(|place| part.sample(place)).collect();
    assert_eq!(part.iter().collect::<Vec<_>>(), by_place);
    let backwards: Vec<_> = by_place.iter().rev().copied().collect();
    assert_eq!(part.iter().rev().collect::<Vec<_>>(), backwards);
    assert_eq!((&part).into_iter().count(), 3);
    let (inputs, targets) = ([[0.0], [1.0]], [[5.0]]);
    let lists = (&inputs[..], &targets[..]);
    let pairs: Vec<_> = lists.samples().collect();
    assert_eq!(pairs, [(&[0.0], &[5.0])], "the second has no target");
}

/// Of 20, 10 and 3 samples, in an order by class.
#[cfg(feature = "std")]
fn classes() -> Vec<([f32; 1], u16)> {
    let class = |number: usize| if number < 20 { 7 } else { u16::from(number < 30) };
    (0..33).map(|number| ([number as f32], class(number))).collect()
}

#[cfg(feature = "std")]
fn counts<D: Dataset<Target = u16>>(data: &D) -> [usize; 3] {
    [7, 1, 0].map(|class| data.samples().filter(|(_, target)| **target == class).count())
}

/// A third of 33 is 11: 20/3, 10/3 and 3/3 are 6, 3 and 1, and the eleventh is of the class that lost the most, 2/3. Of
/// 0.2, six: 20 * 6/33 = 3.64, 1.82 and 0.55 are 3, 1 and 0; the two that are missing are of the classes that lost 0.82
/// and 0.64.
#[cfg(feature = "std")]
#[test]
fn each_class_has_its_share_in_what_is_held_out() {
    let samples = classes();
    for (share, training, held_out) in [
        (1.0 / 3.0, [13, 7, 2], [7, 3, 1]),
        (0.2, [16, 8, 3], [4, 2, 0]),
        (0.0, [20, 10, 3], [0, 0, 0]),
        (1.0, [0, 0, 0], [20, 10, 3]),
    ] {
        let (rest, part) = samples.hold_out_stratified(share, 7).unwrap();
        assert_eq!((counts(&rest), counts(&part)), (training, held_out), "{share}");
        assert_eq!(part.len(), samples.hold_out(share, 7).1.len());
        let both: BTreeSet<_> = part.places().iter().chain(rest.places()).copied().collect();
        assert_eq!(both, (0..33).collect());
        // In a random order, and the same each time.
        assert!(rest.len() < 2 || !rest.places().is_sorted());
        let again = samples.hold_out_stratified(share, 7).unwrap();
        assert_eq!(again.1.places(), part.places());
    }
    let other = samples.hold_out_stratified(0.5, 8).unwrap();
    assert_ne!(other.1.places(), samples.hold_out_stratified(0.5, 7).unwrap().1.places());
}

/// As scikit-learn's `StratifiedKFold` deals them out: 20, 10 and 3 samples to 4 folds are 5, 2 or 3, and 0 or 1; all
/// folds have 8 or 9.
#[cfg(feature = "std")]
#[test]
fn each_class_is_spread_over_the_folds() {
    let samples = classes();
    let (mut seen, mut of_rare) = (BTreeSet::new(), 0);
    let parts = samples.folds_stratified(4, 7).unwrap();
    assert_eq!(parts.len(), 4);
    for (rest, fold) in parts {
        let [many, some, few] = counts(&fold);
        assert!(many == 5 && (2..=3).contains(&some) && few <= 1, "{:?}", counts(&fold));
        assert!((8..=9).contains(&fold.len()));
        of_rare += few;
        assert_eq!(counts(&rest), [20 - many, 10 - some, 3 - few]);
        let rest: BTreeSet<_> = rest.places().iter().copied().collect();
        assert!(fold.places().iter().all(|place| !rest.contains(place) && seen.insert(*place)));
    }
    assert_eq!((seen.len(), of_rare), (33, 3));
    assert!(samples.folds_stratified(1, 7).is_err());
    assert!(samples.folds_stratified(34, 7).is_err());
}

#[cfg(feature = "std")]
#[test]
fn stratified_parts_are_data_to_learn_from() {
    let samples = [([0.0], 0_u8), ([1.0], 1), ([0.1], 0), ([0.9], 1), ([f32::NAN], 1), ([0.2], 0)];
    let weights = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let weighted = samples.weighted(&weights);
    let (training, held_out) = weighted.hold_out_stratified(0.5, 3).unwrap();
    for part in [&training, &held_out] {
        for place in 0..part.len() {
            assert_eq!(part.number(place), part.places()[place]);
            assert_eq!(part.weight(place), weights[part.places()[place]]);
        }
        assert!(part.try_sample(part.len()).is_none());
        assert_eq!(part.iter().count(), 3);
    }
    let mut net = network!(1 => 1 sigmoid);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    let outcomes = [&training, &held_out].map(|part| trainer.fit(&mut net, part).err());
    assert!(outcomes.contains(&Some(Error::NonFiniteSample { sample: 4 })), "{outcomes:?}");
    assert!(outcomes.contains(&None), "{outcomes:?}");
    let none: [([f32; 1], u8); 0] = [];
    assert_eq!(none.hold_out_stratified(0.5, 3).unwrap_err(), Error::NoSamples);
}

/// To the mean and the deviation of the part alone: of 0, 2 and 4, 2 and `√(8/3)`.
#[test]
fn standardize_goes_by_any_samples() {
    network! { #[derive(Debug, PartialEq)] struct Net< 1 => standardize => 1 >; }
    let samples = [([0.0], 0_u8), ([2.0], 1), ([4.0], 1)];
    let mut net = Net::zeros();
    net.standardize_samples(&samples).unwrap();
    let mut by_inputs = Net::zeros();
    by_inputs.standardize(&[[0.0], [2.0], [4.0]]).unwrap();
    assert_eq!(net, by_inputs);
    let deviation = net.layer1()[1][0].recip();
    assert!((deviation - (8.0_f32 / 3.0).sqrt()).abs() < 1e-6, "{deviation}");

    let (training, _) = samples.hold_out(0.4, 7);
    net.standardize_samples(&training).unwrap();
    let [a, b] = [0, 1].map(|place| training.sample(place).0[0]);
    assert_eq!(net.layer1()[0][0], f32::midpoint(a, b));

    let before = Net::from_parameters(*net.parameters());
    let broken = [([0.0], 0_u8), ([f32::INFINITY], 1)];
    let error = net.standardize_samples(&broken);
    assert_eq!(error, Err(Error::NonFiniteSample { sample: 1 }));
    let none: [([f32; 1], u8); 0] = [];
    assert_eq!(net.standardize_samples(&none), Err(Error::NoSamples));
    assert_eq!(net, before);
}

/// scikit-learn's `StandardScaler`: the mean of 1, 2 and 6 is 3 and the variance `(4 + 1 + 9) / 3`; that of what does not
/// vary is taken for 1.
#[test]
fn targets_are_scaled_and_scaled_back() {
    let samples = [([0.0], [1.0, 0.1]), ([0.0], [2.0, 0.1]), ([0.0], [6.0, 0.1])];
    let scaling = TargetScaling::of(&samples).unwrap();
    let deviation = (14.0_f64 / 3.0).sqrt();
    assert_eq!(scaling.means(), &[3.0, f64::from(0.1_f32)]);
    assert!((scaling.deviations()[0] - deviation).abs() < 1e-15 && scaling.deviations()[1] == 1.0);
    for (_, target) in &samples {
        let [scaled, constant] = scaling.scale(target);
        assert!((f64::from(scaled) - (f64::from(target[0]) - 3.0) / deviation).abs() < 1e-7);
        assert_eq!(constant, 0.0);
        let [back, constant] = scaling.unscale(&[scaled, constant]);
        assert!((back - target[0]).abs() < 1e-6 && constant == 0.1);
    }
    assert_eq!(TargetScaling::new(*scaling.means(), *scaling.deviations()), Ok(scaling));
}

/// Beside a large mean, of large numbers, of small ones, and of one sample.
#[test]
fn targets_of_any_size_are_scaled() {
    let check = |targets: [f32; 2], mean: f64, deviation: f64| {
        let scaling = TargetScaling::of(&targets.map(|y| ([0.0], [y]))).unwrap();
        assert_eq!((scaling.means(), scaling.deviations()), (&[mean], &[deviation]));
        assert_eq!(targets.map(|y| scaling.scale(&[y])[0]), [-1.0, 1.0]);
        assert_eq!([-1.0, 1.0].map(|y| scaling.unscale(&[y])[0]), targets);
    };
    check([16_777_214.0, 16_777_216.0], 16_777_215.0, 1.0);
    check([f32::MIN, f32::MAX], 0.0, f64::from(f32::MAX));
    let tiny = f32::from_bits(1);
    check([0.0, 2.0 * tiny], tiny.into(), tiny.into());
    let one = TargetScaling::of(&[([0.0], [5.0])]).unwrap();
    assert_eq!((one.scale(&[5.0]), one.unscale(&[0.5])), ([0.0], [5.5]));
    let many = vec![([0.0], [0.1]); 1_000_003];
    assert_eq!(TargetScaling::of(&many[..]).unwrap().deviations(), &[1.0]);
}

#[test]
fn targets_that_cannot_be_scaled() {
    let none: [([f32; 1], [f32; 1]); 0] = [];
    assert_eq!(TargetScaling::of(&none), Err(Error::NoSamples));
    let broken = [([f32::NAN], [1.0]), ([0.0], [f32::NAN])];
    assert_eq!(TargetScaling::of(&broken), Err(Error::NonFiniteSample { sample: 1 }));
    for deviation in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = TargetScaling::new([0.0], [deviation]).unwrap_err();
        let range = "finite, and above 0";
        assert_eq!(error, Error::Setting { name: "deviations", range });
    }
    let error = TargetScaling::new([0.0, f64::NAN], [1.0, 1.0]).unwrap_err();
    assert_eq!(error, Error::Setting { name: "means", range: "finite" });
}
