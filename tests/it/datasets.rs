//! Where samples may lie, what may be their targets, and what is said of those that do not fit.

use std::ops::ControlFlow;

use sinew::prelude::*;
use sinew::{Epoch, Error, Stop, Target, diagnose};

network! { struct Classifier< 2 => 8 tanh => 3 softmax >; }
network! { struct Either< 2 => 8 tanh => 1 sigmoid >; }

type Inputs = Vec<[f32; 2]>;

/// Points of a plane in three stripes, 75 of them.
fn stripes() -> (Inputs, Vec<usize>) {
    let points: Inputs =
        (0..75).map(|i| [(i % 15) as f32 / 7.0 - 1.0, (i / 15) as f32 / 2.0 - 1.0]).collect();
    let class = |[x, y]: &[f32; 2]| {
        if x + y < -0.5 {
            0
        } else if x + y < 0.5 {
            1
        } else {
            2
        }
    };
    let classes = points.iter().map(class).collect();
    (points, classes)
}

fn one_hot(class: usize) -> [f32; 3] {
    let mut target = [0.0; 3];
    target[class] = 1.0;
    target
}

fn trained<D: Dataset<Input = [f32; 2], Target: Target<[f32; 3]>> + ?Sized>(
    data: &D,
    batch: usize,
) -> Classifier {
    let mut net = Classifier::seeded(7);
    Trainer::new(CrossEntropy, Adam::new(0.01)).epochs(3).batch(batch).fit(&mut net, data).unwrap();
    net
}

#[test]
fn wherever_samples_lie_they_are_the_same() {
    let (inputs, classes) = stripes();
    let pairs: Vec<_> = inputs.iter().copied().zip(classes.iter().map(|c| one_hot(*c))).collect();
    let array: [([f32; 2], [f32; 3]); 75] = pairs.clone().try_into().unwrap();
    let targets: Vec<_> = pairs.iter().map(|pair| pair.1).collect();
    let numbered: Vec<_> =
        inputs.iter().copied().zip(classes.iter().map(|c| u8::try_from(*c).unwrap())).collect();
    // One by one, by tiles, and by sums of more than a tile.
    for batch in [1, 32, 75] {
        let expected = *trained(&pairs[..], batch).parameters();
        assert_eq!(*trained(&pairs, batch).parameters(), expected);
        assert_eq!(*trained(&array, batch).parameters(), expected);
        assert_eq!(*trained(&(&inputs[..], &targets[..]), batch).parameters(), expected);
        assert_eq!(*trained(&(&inputs[..], &classes[..]), batch).parameters(), expected);
        assert_eq!(*trained(&numbered, batch).parameters(), expected);
        assert_eq!(*trained(&pairs.weighted(&[1.0; 75]), batch).parameters(), expected);
        let mut net = Classifier::seeded(7);
        let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.01));
        trainer.batch(batch).in_order();
        trainer.epochs(1).fit(&mut net, &pairs).unwrap();
        let mut streamed = Classifier::seeded(7);
        let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.01));
        trainer.batch(batch).fit_stream(&mut streamed, pairs.iter().copied()).unwrap();
        assert_eq!(net.parameters(), streamed.parameters());
    }
}

#[test]
fn one_output_tells_two_classes_apart() {
    let samples = [([0.0, 0.0], 0_u8), ([0.0, 1.0], 1), ([1.0, 0.0], 1), ([1.0, 1.0], 0)];
    let mut net = Either::seeded(7);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Adam::new(0.1));
    trainer.epochs(500).fit(&mut net, &samples).unwrap();
    for (input, class) in samples {
        assert!((net.predict(&input)[0] - f32::from(class)).abs() < 0.1, "{input:?}");
    }
}

/// As a sample that is there `n` times.
#[test]
fn a_weight_counts_as_so_many_samples() {
    let (a, b) = (([0.3, -0.2], one_hot(0)), ([0.9, 0.1], one_hot(2)));
    let gradient = |net: &Classifier| {
        let start = Classifier::seeded(7);
        let change = net.parameters().iter().zip(start.parameters()).map(|(w, v)| w - v);
        change.collect::<Vec<_>>()
    };
    let mut repeated = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(1.0));
    let loss = trainer.step(&mut repeated, &[a, a, a, b]).unwrap();
    let mut weighted = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(1.0));
    let same = trainer.step(&mut weighted, &[a, b].weighted(&[3.0, 1.0])).unwrap();
    assert!((loss - same).abs() < 1e-6);
    for (one, other) in gradient(&repeated).iter().zip(gradient(&weighted)) {
        assert!((one - other).abs() < 1e-6, "{one} {other}");
    }
}

network! { #[derive(Debug, PartialEq)] struct Line< 1 => 1 >; }

/// Without any weight there is nothing to learn, and beyond the largest number no mean.
#[test]
fn weights_without_a_mean_are_an_error() {
    let samples = [([0.5], [1.0]), ([-0.5], [2.0])];
    for weights in [[0.0, -0.0], [f32::MAX, f32::MAX], [1e-40, 0.0]] {
        let data = samples.weighted(&weights);
        let mut net = Line::seeded(7);
        let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.1));
        let go_on = |_: &Epoch<'_, Line>| ControlFlow::Continue(());
        assert_eq!(trainer.step(&mut net, &data), Err(Error::TotalWeight), "{weights:?}");
        assert_eq!(trainer.evaluate(&net, &data), Err(Error::TotalWeight));
        assert_eq!(trainer.online().fit(&mut net, &data), Err(Error::TotalWeight));
        let error = trainer.fit_validated(&mut net, &samples, &data, go_on);
        assert_eq!(error, Err(Error::TotalWeight));
        assert_eq!(diagnose(&net, MeanSquaredError, &data, |_| ()), Err(Error::TotalWeight));
        assert_eq!(net, Line::seeded(7));
    }
    assert!(Error::TotalWeight.to_string().contains("sum up to 0"));
}

/// Of an epoch in which others do.
#[test]
fn a_batch_in_which_no_sample_counts_is_no_step_downhill() {
    let samples = [([0.5], [1.0]), ([-0.5], [2.0]), ([0.25], [1.5]), ([0.125], [0.5])];
    let data = samples.weighted(&[0.0, 0.0, 2.0, 2.0]);
    let (mut net, mut part) = (Line::seeded(7), Line::seeded(7));
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let report = trainer.in_order().batch(2).epochs(1).fit(&mut net, &data).unwrap();
    let loss = Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut part, &samples[2..]);
    assert_eq!(Ok(report.loss), loss);
    assert_eq!(net, part);
}

/// Whatever is in it: 0 times infinity would be no number.
#[test]
fn a_sample_that_does_not_count_changes_nothing() {
    // By hand: y - w x - b is -1 and -3; the loss (1 + 9) / 2, the gradient by w (-1 - 6), by b (-1 - 3).
    let samples = [([1.0], [1.0]), ([1.0], [3e19]), ([2.0], [3.0])];
    let (mut net, mut trainer) = (Line::zeros(), Trainer::new(MeanSquaredError, Sgd::new(0.1)));
    let loss = trainer.step(&mut net, &samples.weighted(&[1.0, 0.0, 1.0]));
    assert_eq!((loss, net.parameters()), (Ok(5.0), &[0.7, 0.4]));

    let far = ([f32::MAX, -f32::MAX], one_hot(1));
    for count in [2, 7, 32, 64, 70] {
        let kept: Vec<_> = (0..count).map(|i| ([i as f32 / 99.0, 0.5], one_hot(i % 3))).collect();
        // Among the others by turns, at the end, and a whole tile of them.
        for masked in [1, 3, 64] {
            let (mut all, mut weights) = (Vec::new(), Vec::new());
            for sample in &kept {
                all.push(*sample);
                weights.push(0.75);
                all.extend(std::iter::repeat_n(far, masked));
                weights.extend(std::iter::repeat_n(0.0, masked));
            }
            let (mut net, mut without) = (Classifier::seeded(7), Classifier::seeded(7));
            let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
            let loss = trainer.step(&mut net, &all.weighted(&weights)).unwrap();
            let expected = trainer.step(&mut without, &kept).unwrap();
            assert!((loss - expected).abs() < 1e-6, "{loss} instead of {expected}");
            for (found, expected) in net.parameters().iter().zip(without.parameters()) {
                assert!((found - expected).abs() < 1e-6, "{count} {masked}");
            }
            let loss = trainer.evaluate(&net, &all.weighted(&weights)).unwrap();
            assert!((loss - trainer.evaluate(&net, &kept).unwrap()).abs() < 1e-6);
        }
    }
}

/// The optimizer steps all the same: what it remembers goes on.
#[test]
fn a_batch_in_which_no_sample_counts_is_a_step_without_a_gradient() {
    for batch in [1, 8, 40] {
        let (mut net, samples) = (Line::zeros(), vec![([0.0], [1.0]); 2 * batch]);
        let weights: Vec<_> = (0..2 * batch).map(|i| if i < batch { 1.0 } else { 0.0 }).collect();
        let mut trainer = Trainer::new(MeanSquaredError, Momentum::new(0.5, 0.5));
        trainer.in_order().batch(batch).epochs(1);
        trainer.fit(&mut net, &samples.weighted(&weights)).unwrap();
        // The gradient by the bias is -2, and the velocity 1; half of it goes on.
        assert_eq!(net.parameters()[0], 0.0);
        assert!((net.parameters()[1] - 1.5).abs() < 1e-6, "{batch}: {net:?}");
    }
}

/// Each of a million adds to the mean, however small it is beside their sum.
#[test]
fn the_mean_of_a_million_samples() {
    let net = Line::zeros();
    let trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let target = |i: usize| 0.1 + (i % 1000) as f32 / 1000.0;
    let samples: Vec<_> = (0..1_000_000).map(|i| ([0.0], [target(i)])).collect();
    let squares = samples.iter().map(|(_, [y])| f64::from(*y).powi(2));
    let exact = squares.sum::<f64>() / samples.len() as f64;
    let is_near = |loss: f32| (f64::from(loss) / exact - 1.0).abs() < 1e-6;
    let loss = trainer.evaluate(&net, &samples).unwrap();
    assert!(is_near(loss), "{loss} instead of {exact}");
    let loss = trainer.evaluate(&net, &samples.weighted(&vec![0.1; samples.len()])).unwrap();
    assert!(is_near(loss), "{loss} instead of {exact}, with weights");
}

/// So many samples that are all alike.
struct Alike(usize);

impl Dataset for Alike {
    type Input = [f32; 1];
    type Target = [f32; 1];

    fn len(&self) -> usize {
        self.0
    }

    fn sample(&self, _place: usize) -> (&[f32; 1], &[f32; 1]) {
        (&[0.0], &[0.0])
    }
}

#[test]
fn a_share_of_any_length() {
    let held_out = |len, share| {
        let data = Alike(len);
        let (training, validation) = data.hold_out(share, 1);
        assert_eq!(training.len() + validation.len(), len);
        validation.len()
    };
    // As a number of single precision, it is 16 777 220.
    assert_eq!(held_out(16_777_219, 1.0), 16_777_219);
    assert_eq!(held_out(16_777_219, 0.0), 0);
    // Half of a number that single precision knows to one only.
    assert!(matches!(held_out(33_554_431, 0.5), 16_777_215 | 16_777_216));
    assert_eq!([0.1, 0.3, 0.6, 0.7, 0.9].map(|share| held_out(10, share)), [1, 3, 6, 7, 9]);
    assert_eq!([-1.0, 2.0, f32::NAN].map(|share| held_out(10, share)), [0, 10, 0]);
    assert_eq!(held_out(9, 0.5), 4);
}

/// What the outputs should be is -1, and not 0, of which nothing would be learned.
#[test]
fn other_classes_are_on_the_other_side_of_a_hinge() {
    network! { #[derive(Debug, PartialEq)] struct Sides< 2 => 3 >; }
    let (inputs, classes) = stripes();
    let sides = |class: &usize| [0, 1, 2].map(|other| if other == *class { 1.0 } else { -1.0 });
    let targets: Vec<_> = classes.iter().map(sides).collect();
    for batch in [1, 32, 75] {
        let (mut net, mut same) = (Sides::seeded(7), Sides::seeded(7));
        let mut trainer = Trainer::new(Hinge, Adam::new(0.01));
        trainer.epochs(3).batch(batch).fit(&mut net, &(&inputs[..], &classes[..])).unwrap();
        let mut trainer = Trainer::new(Hinge, Adam::new(0.01));
        trainer.epochs(3).batch(batch).fit(&mut same, &(&inputs[..], &targets[..])).unwrap();
        assert_eq!(net, same);
    }
}

#[test]
fn one_output_is_on_both_sides_of_a_hinge() {
    let samples = [([0.0], 0_u8), ([1.0], 1)];
    let mut net = Line::zeros();
    Trainer::new(Hinge, Sgd::new(0.1)).epochs(200).fit(&mut net, &samples).unwrap();
    assert!(net.predict(&[0.0])[0] < -0.9 && net.predict(&[1.0])[0] > 0.9, "{net:?}");
    let loss = Trainer::new(Hinge, Sgd::new(0.1)).evaluate(&Line::zeros(), &samples);
    assert_eq!(loss, Ok(1.0), "both are on the margin's wrong side");
}

#[test]
fn parts_share_the_samples_out() {
    let samples: Vec<([f32; 2], [f32; 3])> = (0..53).map(|i| ([i as f32, 0.0], [0.0; 3])).collect();
    let (training, validation) = samples.hold_out(0.25, 3);
    assert_eq!((training.len(), validation.len()), (40, 13));
    let training = (0..40).map(|place| training.sample(place).0[0]);
    let validation = (0..13).map(|place| validation.sample(place).0[0]);
    let mut all: Vec<_> = training.chain(validation).collect();
    assert_ne!(all, (0..53).map(|i| i as f32).collect::<Vec<_>>());
    all.sort_by(f32::total_cmp);
    assert_eq!(all, (0..53).map(|i| i as f32).collect::<Vec<_>>());
}

/// Behind the last sample of a part there is none, be it one of the other part or a place of no sample at all.
#[test]
fn a_part_has_no_sample_behind_its_last() {
    for len in (1..20).chain([64, 100]) {
        let samples: Vec<([f32; 1], u8)> = (0..len).map(|i| ([i as f32], 0)).collect();
        for (share, seed) in [0.0, 0.3, 0.5, 1.0].into_iter().zip(1..5).chain([(0.5, 1), (0.4, 3)])
        {
            let (training, validation) = samples.hold_out(share, seed);
            for part in [&training, &validation] {
                assert!((0..part.len()).all(|place| part.try_sample(place).is_some()));
                for place in [part.len(), part.len() + 1, 2 * len, usize::MAX - 1, usize::MAX] {
                    assert_eq!(part.try_sample(place), None, "{place} of {len}");
                    assert_eq!((part.number(place), part.weight(place)), (place, 0.0));
                }
            }
        }
    }
}

#[test]
fn errors_name_the_sample_and_leave_the_network() {
    let (mut inputs, mut classes) = stripes();
    let mut net = Classifier::seeded(7);
    let before = *net.parameters();
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let error = trainer.fit(&mut net, &(&inputs[..], &classes[1..]));
    assert_eq!(error, Err(Error::TargetCount { inputs: 75, targets: 74 }));
    let weights = [1.0; 74];
    let error = trainer.fit(&mut net, &(&inputs[..], &classes[..]).weighted(&weights));
    assert_eq!(error, Err(Error::WeightCount { samples: 75, weights: 74 }));
    let mut weights = [1.0; 75];
    weights[5] = -1.0;
    let error = trainer.fit(&mut net, &(&inputs[..], &classes[..]).weighted(&weights));
    assert_eq!(error, Err(Error::Weight { sample: 5 }));
    classes[9] = 3;
    let wrong = Error::NoSuchClass { sample: 9, class: 3, classes: 3 };
    assert_eq!(trainer.fit(&mut net, &(&inputs[..], &classes[..])), Err(wrong));
    assert_eq!(trainer.step(&mut net, &(&inputs[..], &classes[..])), Err(wrong));
    let stream = inputs.iter().copied().zip(classes.iter().copied());
    assert_eq!(trainer.batch(75).fit_stream(&mut net, stream), Err(wrong));
    classes[9] = 0;
    inputs[17][1] = f32::NAN;
    let wrong = Error::NonFiniteSample { sample: 17 };
    assert_eq!(trainer.fit(&mut net, &(&inputs[..], &classes[..])), Err(wrong));
    assert_eq!(trainer.step(&mut net, &(&inputs[..], &classes[..])), Err(wrong));
    assert_eq!(trainer.evaluate(&net, &(&inputs[..], &classes[..])), Err(wrong));
    let stream = inputs.iter().copied().zip(classes.iter().copied());
    assert_eq!(trainer.fit_stream(&mut net, stream), Err(wrong));
    let nothing: (&[[f32; 2]], &[usize]) = (&[], &[]);
    assert_eq!(trainer.fit(&mut net, &nothing), Err(Error::NoSamples));
    assert_eq!(*net.parameters(), before);
    // A part calls samples by their numbers in the whole.
    let data = (&inputs[..], &classes[..]);
    let (one, other) = data.hold_out(0.5, 1);
    let errors = [&one, &other].map(|part| trainer.fit(&mut net, part).err());
    assert!(errors.contains(&Some(wrong)), "{errors:?}");
}

#[test]
fn a_stream_counts_its_samples_through_all_batches() {
    let (inputs, mut classes) = stripes();
    classes[70] = 7;
    let mut net = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let stream = inputs.into_iter().zip(classes);
    let error = trainer.batch(8).fit_stream(&mut net, stream);
    assert_eq!(error, Err(Error::NoSuchClass { sample: 70, class: 7, classes: 3 }));
    assert_ne!(net.parameters(), Classifier::seeded(7).parameters());
    let none = trainer.fit_stream(&mut net, std::iter::empty::<([f32; 2], usize)>());
    assert_eq!(none, Err(Error::NoSamples));
}

#[test]
fn a_stream_is_no_full_batch() {
    let mut net = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let endless = std::iter::repeat(([0.0, 1.0], 2_usize));
    let error = trainer.full_batch().fit_stream(&mut net, endless);
    assert_eq!(error, Err(Error::UnboundedBatch));
    assert_eq!(net.parameters(), Classifier::seeded(7).parameters());
}

#[test]
fn a_stream_ends_at_the_first_sample_that_fails_to_come() {
    let (inputs, classes) = stripes();
    let samples: Vec<_> = inputs.into_iter().zip(classes).collect();
    let mut net = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let come = samples.iter().take(20).copied().map(Ok);
    let stream = come.chain([Err("no more".into())]).chain(samples.iter().copied().map(Ok));
    let error: Result<f32, Box<dyn std::error::Error>> =
        trainer.batch(8).try_fit_stream(&mut net, stream);
    assert_eq!(error.unwrap_err().to_string(), "no more");
    assert_eq!((trainer.epochs_run(), trainer.steps_run()), (0, 2));
    let mut whole_batches = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    trainer.batch(8).fit_stream(&mut whole_batches, samples[..16].iter().copied()).unwrap();
    assert_eq!(net.parameters(), whole_batches.parameters());
    // An error of the library is one of those of the stream.
    let stream = samples.iter().map(|(x, _)| Ok((*x, 3_usize)));
    let error: Result<f32, Box<dyn std::error::Error>> = trainer.try_fit_stream(&mut net, stream);
    let wrong = Error::NoSuchClass { sample: 0, class: 3, classes: 3 };
    assert_eq!(error.unwrap_err().to_string(), wrong.to_string());
}

/// Of `w²`, a step of learning rate 1 leads from 1 to -1, where the loss is the same; one of 1/2 leads to 0.
#[test]
fn a_schedule_is_told_the_loss_of_a_stream() {
    let mut net = network!(1 => 1 [no_bias]);
    *net.parameters_mut() = [1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(1.0));
    trainer.schedule(Schedule::reduce_on_plateau(0.5, 1)).online();
    let losses = [(); 5].map(|()| trainer.fit_stream(&mut net, [([1.0], [0.0])]).unwrap());
    assert_eq!(losses, [1.0, 1.0, 1.0, 1.0, 0.0]);
}

#[test]
fn the_best_weights_of_streams_are_kept() {
    let samples = [([1.0], [1.0]), ([2.0], [2.0])];
    let mut net = network!(1 => 1 [no_bias]);
    let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    let mut best = EarlyStopping::new(3);
    // What is not finite is no lower than nothing.
    for loss in [f32::NAN, f32::INFINITY] {
        assert!(best.observe_loss(&net, loss).is_continue());
    }
    assert_eq!(best.loss(), f32::INFINITY);
    best.restore(&mut net);
    assert_eq!(*net.parameters(), [0.0]);
    trainer.fit_stream(&mut net, samples).unwrap();
    let kept = *net.parameters();
    assert!(best.observe_loss(&net, 0.5).is_continue());
    for loss in [f32::NAN, 0.5, 0.75] {
        trainer.fit_stream(&mut net, samples).unwrap();
        let outcome = best.observe_loss(&net, loss);
        assert_eq!(outcome.is_break(), loss == 0.75);
    }
    assert_ne!(*net.parameters(), kept);
    best.restore(&mut net);
    assert_eq!((*net.parameters(), best.loss()), (kept, 0.5));
    assert_eq!(best.best_epoch(), Some(2), "two before it were not finite");
}

#[test]
fn who_watches_may_stop() {
    let (inputs, classes) = stripes();
    let mut net = Classifier::seeded(7);
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    let mut numbers = Vec::new();
    let report = trainer.fit_watched(&mut net, &(&inputs[..], &classes[..]), |epoch| {
        numbers.push(epoch.number);
        assert!(epoch.loss.is_finite() && epoch.validation_loss.is_none());
        if epoch.number == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(numbers, [0, 1, 2, 3, 4]);
    let report = report.unwrap();
    assert_eq!((report.epochs, report.stop), (5, Stop::Told));
    assert_eq!(report.losses.len(), 5);
    assert!(report.validation_losses.is_empty());
}

#[test]
fn the_best_weights_are_kept() {
    let (inputs, classes) = stripes();
    let data = (&inputs[..], &classes[..]);
    let (training, validation) = data.hold_out(0.3, 1);
    let mut net = Classifier::seeded(7);
    // So long a step that the loss goes up and down.
    let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.5));
    let mut best = EarlyStopping::new(4);
    let mut losses = Vec::new();
    let watch = |epoch: &Epoch<'_, _>| {
        losses.extend(epoch.validation_loss);
        best.observe(epoch)
    };
    let report =
        trainer.epochs(500).fit_validated(&mut net, &training, &validation, watch).unwrap();
    assert_eq!(report.stop, Stop::Told);
    assert_eq!(report.validation_losses, losses);
    let lowest = losses.iter().copied().fold(f32::INFINITY, f32::min);
    assert_eq!(best.loss(), lowest);
    let place = losses.iter().position(|loss| *loss == lowest);
    assert_eq!(place, Some(losses.len() - 5));
    assert_eq!(best.best_epoch(), place);
    assert_ne!(trainer.evaluate(&net, &validation), Ok(lowest));
    best.restore(&mut net);
    assert_eq!(trainer.evaluate(&net, &validation), Ok(lowest));
}

/// Samples of which the last panics.
struct Broken;

impl Dataset for Broken {
    type Input = [f32; 1];
    type Target = [f32; 1];
    const WEIGHTED: bool = true;

    fn len(&self) -> usize {
        3
    }

    fn sample(&self, place: usize) -> (&[f32; 1], &[f32; 1]) {
        const CHECKED: usize = 3;
        static ASKED: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let asked = ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        assert!(asked < CHECKED || place < 2, "no such sample");
        (&[0.5], &[1.0])
    }
}

#[test]
fn a_sample_that_panics_leaves_the_network_as_it_was() {
    let (mut net, mut trainer) =
        (Line::seeded(7), Trainer::new(MeanSquaredError, Nesterov::new(0.1, 0.9)));
    // So that there is a velocity to look ahead along.
    trainer.step(&mut net, &[([1.0], [2.0])]).unwrap();
    let before = *net.parameters();
    let step = std::panic::AssertUnwindSafe(|| trainer.step(&mut net, &Broken));
    assert!(std::panic::catch_unwind(step).is_err());
    for (found, before) in net.parameters().iter().zip(before) {
        assert!((found - before).abs() <= f32::EPSILON * before.abs(), "{found} {before}");
    }
}
