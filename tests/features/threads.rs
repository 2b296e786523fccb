//! The same bits for any number of threads.

use std::ops::ControlFlow;

use rayon::ThreadPoolBuilder;
use sinew::prelude::*;
use sinew::{Epoch, Mode};

network! {
    #[derive(Debug, PartialEq)]
    struct Net< 5 => 19 tanh => dropout(0.1) => 3 softmax >;
}

fn samples() -> Vec<([f32; 5], u8)> {
    let input = |i: u16| [i % 7, i % 5, i % 3, i % 11, i % 13].map(|x| f32::from(x) / 6.0 - 1.0);
    (0..1000).map(|i| (input(i), (i % 7 / 3) as u8)).collect()
}

fn go_on<N>(_: &Epoch<'_, N>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// FNV-1a over the bits of all parameters.
fn hash(net: &Net) -> u64 {
    let bytes = net.parameters().iter().flat_map(|w| w.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn trained<M: Mode>(threads: usize, mut trainer: Trainer<Net, CrossEntropy, Adam, M>) -> u64 {
    let (mut net, samples) = (Net::seeded(7), samples());
    trainer.epochs(10).batch(700);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| trainer.fit_parallel(&mut net, &samples, go_on)).unwrap();
    println!("{threads} threads: {:#018x}", hash(&net));
    hash(&net)
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let fast = [1, 2, 4].map(|n| trained(n, Trainer::new(CrossEntropy, Adam::new(0.01))));
    assert!(fast.iter().all(|hash| *hash == fast[0]), "{fast:#x?}");
    let steady = || Trainer::deterministic(CrossEntropy, Adam::new(0.01));
    let steady = [1, 2, 4].map(|n| trained(n, steady()));
    assert_eq!(steady, [HASH; 3], "{steady:#x?}");
}

/// On any CPU.
const HASH: u64 = 0x2c41_106e_e2f6_f714;

/// The parts sum up to the gradient of the whole, the noise of each sample is its own, and its weight counts.
#[test]
fn in_parts_as_in_one() {
    let (samples, weights) =
        (samples(), (0..1000_u16).map(|i| f32::from(i % 4)).collect::<Vec<_>>());
    let data = samples.weighted(&weights);
    let trainer = || {
        let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.5));
        trainer.epochs(3).batch(500).clip_norm(0.5).l2(0.01);
        trainer
    };
    let (mut whole, mut parts) = (Net::seeded(7), Net::seeded(7));
    let loss = trainer().fit(&mut whole, &data).unwrap().loss;
    let same = trainer().fit_parallel(&mut parts, &data, go_on).unwrap().loss;
    assert!((loss - same).abs() < 1e-5, "{loss} {same}");
    for (one, other) in whole.parameters().iter().zip(parts.parameters()) {
        assert!((one - other).abs() < 1e-5, "{one} {other}");
    }
}

/// What is validated changes no bit of what is learned.
#[test]
fn a_validation_set_is_looked_at_alone() {
    let (samples, trainer) = (samples(), || Trainer::new(CrossEntropy, Adam::new(0.01)));
    let (training, validation) = samples.split_at(700);
    let (mut plain, mut validated) = (Net::seeded(7), Net::seeded(7));
    let report = trainer().epochs(3).batch(500).fit_parallel(&mut plain, training, go_on).unwrap();
    let mut second = trainer();
    second.epochs(3).batch(500);
    let same = second.fit_parallel_validated(&mut validated, training, validation, go_on).unwrap();
    assert_eq!(validated, plain);
    assert_eq!(same.losses, report.losses);
    assert_eq!(same.validation_losses.len(), 3);
    let last = second.evaluate(&validated, validation).unwrap();
    assert_eq!(same.validation_losses[2], last);
}

/// Other threads take the gradient at the point ahead, and leave alone what is frozen.
#[test]
fn nesterov_on_all_cores() {
    network! { struct Net< 5 => 9 tanh => 8 tanh [freeze] => 2 >; }
    let wave = |sample: usize, n: usize, speed: f32| ((sample * 7 + n) as f32 * speed).sin();
    let input = |sample| std::array::from_fn(|i| 2.0 * wave(sample, i, 0.7));
    let target = |sample| std::array::from_fn(|o| wave(sample, o, 1.3));
    let samples: Vec<([f32; 5], [f32; 2])> =
        (0..300).map(|sample| (input(sample), target(sample))).collect();
    let (mut one, mut other) = (Net::seeded(3), Net::seeded(3));
    let trainer = || {
        let mut trainer = Trainer::new(MeanSquaredError, Nesterov::new(0.05, 0.9));
        trainer.epochs(10).full_batch();
        trainer
    };
    trainer().fit(&mut one, &samples).unwrap();
    trainer().fit_parallel(&mut other, &samples, go_on).unwrap();
    for (one, other) in one.parameters().iter().zip(other.parameters()) {
        assert!((one - other).abs() < 1e-5, "{one} {other}");
    }
    assert_eq!(one.layer2(), Net::seeded(3).layer2());
}
