//! Whole training runs, and schedules of the learning rate, against PyTorch, whose numbers
//! `tests/fixtures/optimizers.py` wrote.
//!
//! Where definitions differ: `Nesterov` keeps `w`, PyTorch the point ahead of it, from which the script reckons `w`.
//! The learning rate is within the velocity of `Momentum` and `Nesterov`, as their papers have it, so that each gradient
//! moves the weights by the rate at which it was taken; PyTorch has it outside, where a rate that changes is that of old
//! gradients, too. With one rate the steps are the same, and are held to PyTorch's; with a schedule they are not, and
//! are held to the papers' formulas, which the script has in Python. So it has that of Lion, which PyTorch has not.

mod losses;

use sinew::prelude::*;
use sinew::{Array, Loss, Optimizer};

const OPTIMIZERS: &str = include_str!("../../fixtures/optimizers.csv");
const SCHEDULES: &str = include_str!("../../fixtures/schedules.csv");

const STEPS: usize = 100;

/// After so many steps, no parameter may be off by more than this share of the largest of its tensor.
const BOUNDS: [(usize, f64); 3] = [(1, 1e-6), (10, 3e-6), (STEPS, 2e-5)];

/// And by no more than this share of the largest change in the tensor since the start: a wrong step may be shorter
/// than the other bound.
const OF_CHANGE: f64 = 2e-4;

network! { #[derive(Clone)] struct Dense< 5 => 7 tanh => 3 softmax >; }
network! { #[derive(Clone)] struct Normalized< 5 => 6 => layer_norm => 4 silu => 3 softmax >; }
network! { #[derive(Clone)] struct Residual< 5 => residual { 4 tanh => 5 } => 3 >; }

/// The numbers of a line that begins with these words.
fn numbers(fixture: &str, words: &str) -> Vec<f64> {
    let line = fixture.lines().find_map(|line| line.strip_prefix(words)?.strip_prefix(','));
    let line = line.unwrap_or_else(|| panic!("no {words}"));
    line.split(',').map(|number| number.parse().unwrap()).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "the script wrote single precision")]
fn single(numbers: &[f64]) -> impl Iterator<Item = f32> {
    numbers.iter().map(|number| *number as f32)
}

/// A network at its start, and what it learns from.
struct Task<N: Network, L> {
    name: &'static str,
    start: N,
    tensors: Vec<(&'static str, Vec<f64>)>,
    loss: L,
    batch: usize,
    samples: Vec<(N::Input, N::Output)>,
}

impl<N: Trainable + Clone, L: Loss<N::Head>> Task<N, L> {
    fn new(name: &'static str, mut start: N, loss: L, batch: usize) -> Self {
        let inputs = arrays(&numbers(OPTIMIZERS, &format!("{name},data,0,inputs")));
        let targets = arrays(&numbers(OPTIMIZERS, &format!("{name},data,0,targets")));
        let samples = inputs.into_iter().zip(targets).collect();
        let tensors = tensors(name);
        let numbers: Vec<_> = tensors.iter().flat_map(|(_, numbers)| single(numbers)).collect();
        start.parameters_mut().copy_from_slice(&numbers);
        Self { name, start, tensors, loss, batch, samples }
    }

    fn check<O: Optimizer>(&self, run: &str, optimizer: O, set: impl Fn(&mut Trainer<N, L, O>)) {
        let mut trainer = Trainer::new(self.loss, optimizer);
        set(&mut trainer);
        let batches: Vec<_> = self.samples.chunks(self.batch).collect();
        self.descend(run, |net, step| {
            trainer.step(net, batches[step % batches.len()]).unwrap();
        });
    }

    /// Takes all steps, counted from 0.
    fn descend(&self, run: &str, mut step: impl FnMut(&mut N, usize)) {
        let mut net = self.start.clone();
        for taken in 1..=STEPS {
            step(&mut net, taken - 1);
            if let Some((_, bound)) = BOUNDS.iter().find(|(steps, _)| *steps == taken) {
                self.compare(&net, run, taken, *bound);
            }
        }
    }

    /// Each tensor with that of PyTorch.
    fn compare(&self, net: &N, run: &str, step: usize, bound: f64) {
        let mut parameters = net.parameters().iter();
        for (tensor, start) in &self.tensors {
            let place = format!("{},{run},{step},{tensor}", self.name);
            let theirs = numbers(OPTIMIZERS, &place);
            let ours: Vec<_> =
                parameters.by_ref().take(theirs.len()).copied().map(f64::from).collect();
            let error = largest_difference(&ours, &theirs);
            let size = largest_difference(&theirs, &vec![0.0; theirs.len()]);
            let change = largest_difference(&theirs, start);
            println!("{run} after {step}: {:.1e} ({place})", error / size);
            assert!(error <= bound * size, "{place}: {error:e} of {size}");
            assert!(error <= OF_CHANGE * change, "{place}: {error:e}, and it changed by {change}");
        }
    }
}

fn arrays<X: Array>(numbers: &[f64]) -> Vec<X> {
    let rows = numbers.chunks_exact(X::LENGTH);
    rows.map(|row| {
        let mut array = X::ZEROS;
        array.flat_mut().iter_mut().zip(single(row)).for_each(|(place, number)| *place = number);
        array
    })
    .collect()
}

/// The tensors of a network at the start, in their order.
fn tensors(network: &str) -> Vec<(&'static str, Vec<f64>)> {
    let lines = OPTIMIZERS.lines().filter_map(|line| {
        let rest = line.strip_prefix(network)?.strip_prefix(",data,0,")?;
        let tensor = rest.split_once(',')?.0;
        (tensor.contains('.')).then_some(tensor)
    });
    lines
        .map(|tensor| (tensor, numbers(OPTIMIZERS, &format!("{network},data,0,{tensor}"))))
        .collect()
}

fn largest_difference(left: &[f64], right: &[f64]) -> f64 {
    assert_eq!(left.len(), right.len());
    left.iter().zip(right).map(|(left, right)| (left - right).abs()).fold(0.0, f64::max)
}

/// A test of a run, on all networks: full batches, mini-batches and one sample after the other.
macro_rules! check {
    ($run:ident: $optimizer:expr $(, $method:ident($setting:expr))?) => {
        check!($run is $run: $optimizer $(, $method($setting))?);
    };
    ($test:ident is $run:ident: $optimizer:expr $(, $method:ident($setting:expr))?) => {
        #[test]
        fn $test() {
            let run = stringify!($run);
            let task = Task::new("dense", Dense::zeros(), CrossEntropy, 40);
            task.check(run, $optimizer, |_trainer| {
                $(_trainer.$method($setting);)?
            });
            let task = Task::new("layer_norm", Normalized::zeros(), CrossEntropy, 8);
            task.check(run, $optimizer, |_trainer| {
                $(_trainer.$method($setting);)?
            });
            let task = Task::new("residual", Residual::zeros(), MeanSquaredError, 1);
            task.check(run, $optimizer, |_trainer| {
                $(_trainer.$method($setting);)?
            });
        }
    };
}

check!(sgd: Sgd::new(0.1));
check!(sgd_weight_decay: Sgd::new(0.1).weight_decay(0.05));
check!(momentum: Momentum::new(0.02, 0.9));
check!(momentum_l2 is momentum_weight_decay: Momentum::new(0.02, 0.9), l2(0.05));
check!(momentum_step: Momentum::new(0.02, 0.9), schedule(Schedule::step(30, 0.3)));
check!(nesterov: Nesterov::new(0.02, 0.9));
check!(nesterov_step: Nesterov::new(0.02, 0.9), schedule(Schedule::step(30, 0.3)));
check!(adagrad: AdaGrad::new(0.05));
check!(rmsprop: RmsProp::new(0.002));
check!(rmsprop_settings: RmsProp::new(0.01).smoothing(0.9).epsilon(1e-2));
check!(adam: Adam::new(0.01));
check!(adam_settings: Adam::new(0.02).betas(0.8, 0.95).epsilon(1e-3));
check!(adamw: AdamW::new(0.01));
check!(adamw_settings: AdamW::new(0.01).weight_decay(0.5));
check!(lion: Lion::new(0.002));
check!(lion_settings: Lion::new(0.002).betas(0.8, 0.95).weight_decay(0.5));
check!(sgd_clip_norm: Sgd::new(0.1), clip_norm(0.1));
check!(sgd_clip_value: Sgd::new(0.1), clip_value(0.02));
check!(sgd_l2 is sgd_weight_decay: Sgd::new(0.1), l2(0.05));
check!(adam_one_cycle: Adam::new(0.02), schedule(Schedule::one_cycle(STEPS)));

/// Factors are off by no more than this share of themselves: the hundredth power of a number in single precision.
const FACTOR: f64 = 3e-6;

#[test]
fn schedules() {
    let schedules = [
        ("step", Schedule::step(30, 0.3)),
        ("exponential", Schedule::exponential(0.95)),
        ("cosine", Schedule::cosine(STEPS)),
        ("cosine_to", Schedule::cosine_to(0.01, STEPS)),
        ("one_cycle", Schedule::one_cycle(STEPS)),
        ("warm_up", Schedule::cosine(STEPS - 20).warm_up(20)),
    ];
    for (name, schedule) in schedules {
        let theirs = numbers(SCHEDULES, name);
        assert_eq!(theirs.len(), STEPS, "{name}");
        for (step, theirs) in theirs.iter().enumerate() {
            let ours = f64::from(schedule.factor(step));
            assert!(
                (ours - theirs).abs() <= FACTOR,
                "{name} at {step}: {ours} instead of {theirs}"
            );
        }
    }
}

#[test]
fn reduce_on_plateau() {
    let mut schedule = Schedule::reduce_on_plateau(0.5, 3);
    let (losses, factors) = (numbers(SCHEDULES, "losses"), numbers(SCHEDULES, "plateau"));
    assert!(factors.len() == STEPS && factors[STEPS - 1] < 0.1);
    for (epoch, (loss, factor)) in single(&losses).zip(single(&factors)).enumerate() {
        schedule.observe(loss);
        assert_eq!(schedule.factor(0), factor, "after epoch {epoch}");
    }
}
