//! The same bits on every level of this CPU, and what an optimizer remembers.

use std::println;
use std::vec::Vec;

use super::Trainer;
use super::mode::Deterministic;
use crate::data::Batch;
use crate::kernel::levels::{OnLevel, on_each_level, without_vectors};
use crate::kernel::{Array, Isa, Level, Values};
use crate::loss::{BinaryCrossEntropy, CrossEntropy, Loss, MeanSquaredError};
use crate::network::Trainable;
use crate::optimizer::{Adam, Lion, Memory, Momentum, Nesterov, Optimizer};
use crate::prelude::network;

/// FNV-1a over the bits of all parameters.
fn hash(parameters: &[f32]) -> u64 {
    let bytes = parameters.iter().flat_map(|w| w.to_bits().to_le_bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// So many steps on batches of one size.
struct Training<N: Trainable, L, O: Optimizer> {
    net: N,
    loss: L,
    optimizer: O,
    steps: usize,
    batch: usize,
    samples: Vec<(N::Input, N::Output)>,
    hashes: Vec<u64>,
}

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer> Training<N, L, O> {
    fn steady(&mut self, name: &str, level: Level) {
        self.net.reseed(7);
        let mut trainer =
            Trainer::<N, L, O, Deterministic>::deterministic(self.loss, self.optimizer);
        for step in 0..self.steps {
            let first = step * self.batch % (self.samples.len() - self.batch);
            let batch = Batch::new(&self.samples[..], None, first, self.batch);
            let step = trainer.take_step(level, &mut self.net, &batch);
            assert!(matches!(step, Some(Ok(_))));
        }
        let hash = hash(self.net.parameters());
        println!("{name}: {hash:#018x}");
        self.hashes.push(hash);
    }
}

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer> OnLevel for Training<N, L, O> {
    fn on<S: Isa + Sync + 'static>(&mut self, level: &'static str, isa: S) {
        self.steady(level, isa.level());
    }
}

/// Every level gives `expected`, and so does every profile of the compiler.
#[track_caller]
fn check<N: Trainable, L: Loss<N::Head>>(
    net: N,
    loss: L,
    optimizer: impl Optimizer,
    steps: usize,
    batch: usize,
    expected: u64,
) {
    let mut random = oorandom::Rand32::new(3);
    let sample = |random: &mut oorandom::Rand32| {
        let (mut input, mut target) = (N::Input::ZEROS, N::Output::ZEROS);
        input.flat_mut().iter_mut().for_each(|x| *x = 2.0 * random.rand_float() - 1.0);
        let class = random.rand_u32() as usize % target.flat().len();
        target.flat_mut()[class] = 1.0;
        (input, target)
    };
    let samples = (0..200).map(|_| sample(&mut random)).collect();
    let mut training = Training { net, loss, optimizer, steps, batch, samples, hashes: Vec::new() };
    on_each_level(&mut training);
    without_vectors(|level| training.steady("one by one", level));
    let hashes = training.hashes;
    assert!(hashes.iter().all(|hash| *hash == expected), "{hashes:#x?} instead of {expected:#x}");
}

network! { struct Controller< 7 => 13 tanh => 5 sigmoid >; }
network! { struct Classifier< 9 => 13 relu => layer_norm => residual { 5 gelu => 13 } => 4 softmax >; }
network! { struct Narrow< 3 => 2 softplus => 1 >; }

#[test]
fn online() {
    check(
        Controller::zeros(),
        BinaryCrossEntropy,
        Momentum::new(0.05, 0.9),
        1000,
        1,
        0x92a0_948d_1866_de38,
    );
}

#[test]
fn by_tiles() {
    check(Classifier::zeros(), CrossEntropy, Adam::new(0.001), 100, 32, 0x2429_7f25_1737_1e98);
}

#[test]
fn with_a_sum_of_gradients() {
    check(Narrow::zeros(), MeanSquaredError, Adam::new(0.01), 200, 71, 0xe75c_dec1_10d1_f6ab);
}

/// How many subnormal numbers the optimizer remembers after so many steps, all but the first without a gradient.
fn subnormal_after<O: Optimizer>(steps: usize, optimizer: O) -> usize {
    let mut net = network!(1 => 1 relu => 1);
    *net.parameters_mut() = [1.0, 0.0, 1.0, 0.0];
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    trainer.step(&mut net, &[([1.0], [0.0])]).unwrap();
    *net.parameters_mut() = [-1.0, 0.0, 1.0, 0.0];
    for _ in 1..steps {
        let output = net.predict(&[1.0]);
        trainer.step(&mut net, &[([1.0], output)]).unwrap();
    }
    let mut subnormal = 0;
    <O::Memory as Memory>::each(&trainer.memory, |numbers| {
        subnormal += numbers.iter().filter(|number| number.is_subnormal()).count();
    });
    subnormal
}

#[test]
fn what_decays_does_not_stay_subnormal() {
    let momentum = Momentum::new(0.1, 0.9);
    assert!(subnormal_after(900, momentum) > 0);
    assert_eq!(subnormal_after(1024, momentum), 0);
    assert_eq!(subnormal_after(1024, Nesterov::new(0.1, 0.9)), 0);
    assert_eq!(subnormal_after(1024, Adam::new(0.1)), 0);
    assert_eq!(subnormal_after(10_240, Lion::new(1e-9)), 0);
}
