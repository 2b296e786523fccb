//! `[freeze]`: what a frozen layer costs a trainer, and that all others are trained as if it were not.

use core::mem::size_of;

use sinew::prelude::*;
use sinew::{Array, Error, Linear, Optimizer, Quantity};

const WIDTH: usize = 200;

network! { struct Large< 100 => 200 relu [freeze] => 100 tanh [no_bias, freeze] => 4 >; }
network! { struct Named< 100 => WIDTH relu [freeze] => { WIDTH / 2 } tanh [no_bias, freeze] => 4 >; }
network! { struct Last< 100 => 4 >; }
network! { struct First< 100 => 100 relu [freeze] >; }
network! { struct Nesting< 100 => First => residual { WIDTH prelu [freeze] => 100 [freeze] } => 4 >; }
network! { struct Standardized< 100 => standardize => 4 >; }

#[track_caller]
fn check_size<N: Trainable, O: Optimizer>() {
    let found = size_of::<Trainer<N, MeanSquaredError, O>>();
    assert_eq!(found, size_of::<Trainer<Last, MeanSquaredError, O>>());
}

/// A trainer is as large as if there were no layer but the last.
#[test]
fn a_trainer_holds_nothing_of_what_is_frozen() {
    fn of_all<N: Trainable>() {
        check_size::<N, Sgd>();
        check_size::<N, Momentum>();
        check_size::<N, Nesterov>();
        check_size::<N, Adam>();
    }

    of_all::<Large>();
    of_all::<Named>();
    of_all::<Nesting>();
    of_all::<Standardized>();
    of_all::<Chain<First, Last>>();
    of_all::<Chain<First, Chain<First, Standardized>>>();
    let trainer = size_of::<Trainer<Large, MeanSquaredError, Adam>>();
    assert!(trainer < 4 * 3 * Last::PARAMETERS + 256, "{trainer}");
}

fn samples<X: Array, Y: Array>(count: usize) -> Vec<(X, Y)> {
    let sample = |sample: usize| {
        let (mut x, mut y) = (X::ZEROS, Y::ZEROS);
        let wave = |n: usize, speed: f32| ((sample * 7 + n) as f32 * speed).sin();
        x.flat_mut().iter_mut().enumerate().for_each(|(i, x)| *x = 2.0 * wave(i, 0.7));
        y.flat_mut().iter_mut().enumerate().for_each(|(o, y)| *y = wave(o, 1.3));
        (x, y)
    };
    (0..count).map(sample).collect()
}

fn bits<N: Network>(net: &N) -> Vec<u32> {
    net.parameters().iter().map(|parameter| parameter.to_bits()).collect()
}

/// Trains a network and one that is the same but for its frozen layers, whose parameters are put back after each
/// step: bit for bit, both must agree. `parts` says how many parameters are trained, how many then are not, and so
/// on.
fn check<N, T, O>(mut net: N, mut twin: T, optimizer: O, is_shaped: bool, parts: &[usize])
where
    N: Trainable<Head = Linear>,
    T: Trainable<Head = Linear, Input = N::Input, Output = N::Output>,
    O: Optimizer,
{
    net.reseed(3);
    twin.parameters_mut().copy_from_slice(net.parameters());
    let is_frozen = parts.iter().enumerate().flat_map(|(part, count)| vec![part % 2 == 1; *count]);
    let is_frozen: Vec<bool> = is_frozen.collect();
    assert_eq!(is_frozen.len(), net.parameters().len());
    let (start, samples) = (net.parameters().to_vec(), samples::<N::Input, N::Output>(41));
    let mut trainer = Trainer::new(MeanSquaredError, optimizer);
    let mut of_twin = Trainer::new(MeanSquaredError, optimizer);
    if is_shaped {
        trainer.l1(0.01).l2(0.1).clip_value(0.5);
        of_twin.l1(0.01).l2(0.1).clip_value(0.5);
    }
    for count in [1, 1, 3, 32, 41, 1, 32, 41] {
        let loss = trainer.step(&mut net, &samples[..count]).unwrap();
        assert_eq!(loss, of_twin.step(&mut twin, &samples[..count]).unwrap());
        let parameters = twin.parameters_mut().iter_mut().zip(&start).zip(&is_frozen);
        for ((parameter, start), is_frozen) in parameters {
            *parameter = if *is_frozen { *start } else { *parameter };
        }
        assert_eq!(bits(&net), bits(&twin), "{count} samples");
    }
    let changed = net.parameters().iter().zip(start).map(|(after, before)| *after != before);
    assert!(changed.zip(is_frozen).filter(|(_, frozen)| !frozen).any(|(changed, _)| changed));
}

/// The same with an optimizer, which is not Nesterov's: that would look ahead along the twin's frozen layers.
macro_rules! check {
    ($name:ident, $optimizer:expr, $net:expr, $twin:expr, $parts:expr) => {
        #[test]
        fn $name() {
            for is_shaped in [false, true] {
                check($net, $twin, $optimizer, is_shaped, &$parts);
            }
        }
    };
}

network! { struct Inside< 6 => 7 tanh [freeze] => 6 tanh >; }
network! { struct InsideFree< 6 => 7 tanh => 6 tanh >; }

check!(
    between,
    Sgd::new(0.05).weight_decay(0.1),
    network!(5 => 9 tanh [l2 = 0.25] => 17 relu [freeze] => 8 prelu [no_bias, freeze] => 3),
    network!(5 => 9 tanh [l2 = 0.25] => 17 relu => 8 prelu [no_bias] => 3),
    [5 * 9 + 9, 9 * 17 + 17 + 17 * 8 + 8, 8 * 3 + 3]
);
check!(
    by_turns,
    Momentum::new(0.05, 0.9),
    network!(5 => 1 => 33 tanh [freeze] => 6 tanh => 2 [freeze]),
    network!(5 => 1 => 33 tanh => 6 tanh => 2),
    [6, 33 + 33, 33 * 6 + 6, 6 * 2 + 2]
);
check!(
    nested,
    AdamW::new(0.01).weight_decay(0.1),
    network!(5 => 6 tanh => Inside => residual { 4 tanh [freeze] => 6 } => Inside => 2),
    network!(5 => 6 tanh => InsideFree => residual { 4 tanh => 6 } => InsideFree => 2),
    [36, 49, 48, 6 * 4 + 4, 4 * 6 + 6, 49, 48 + 6 * 2 + 2]
);
check!(
    chained,
    Momentum::new(0.05, 0.9),
    Chain::new(&Inside::zeros(), &Chain::new(&Inside::zeros(), &network!(6 => 2 [freeze]))),
    Chain::new(&InsideFree::zeros(), &Chain::new(&InsideFree::zeros(), &network!(6 => 2))),
    [0, 49, 48, 49, 48, 6 * 2 + 2]
);

#[cfg(feature = "std")]
check!(
    on_the_heap,
    Sgd::new(0.05),
    BoxedFrozen::boxed(1),
    BoxedFree::boxed(1),
    [5 * 40 + 40, 40 * 7 + 7, 7 * 2 + 2]
);

network! { struct BoxedFrozen< 5 => 40 relu => 7 tanh [freeze] => 2 >; }
network! { struct BoxedFree< 5 => 40 relu => 7 tanh => 2 >; }

/// `1 => 1 => 1` with a frozen weight of 1 is the network of `optimizers.rs`.
#[test]
fn nesterov_looks_ahead_along_what_is_trained() {
    let mut net = network!(1 => 1 [no_bias, freeze] => 1 [no_bias]);
    *net.parameters_mut() = [1.0, 1.0];
    let mut trainer = Trainer::new(MeanSquaredError, Nesterov::new(0.1, 0.5));
    for (step, by_hand) in [0.8, 0.56, 0.352].into_iter().enumerate() {
        let batch = [([1.0], [0.0]); 33];
        trainer.step(&mut net, &batch[..[1, 33, 1][step]]).unwrap();
        let [frozen, weight] = *net.parameters();
        assert!(frozen == 1.0 && (weight - by_hand).abs() < 1e-6, "{frozen} {weight}");
    }
}

/// Where the gradient is taken is not where the parameters stay if there is no step.
#[test]
fn an_error_takes_the_look_ahead_back() {
    for count in [1, 40] {
        let mut net = network!(5 => 9 => 8 [freeze] => 2);
        net.reseed(3);
        let mut trainer = Trainer::new(MeanSquaredError, Nesterov::new(0.01, 0.9));
        let good = samples(count);
        (0..5).for_each(|_| _ = trainer.step(&mut net, &good[..]).unwrap());
        let before = bits(&net);

        let mut bad = good.clone();
        bad[0].0[1] = f32::NAN;
        let error = trainer.step(&mut net, &bad[..]).unwrap_err();
        assert!(matches!(error, Error::NonFiniteSample { sample: 0 }), "{error}");
        assert_eq!(bits(&net), before);

        bad[0] = ([1e19; 5], [0.0; 2]);
        let error = trainer.step(&mut net, &bad[..]).unwrap_err();
        let is_parameter = matches!(error, Error::Diverged { quantity: Quantity::Parameter, .. });
        assert!(is_parameter, "{error}");
        assert_eq!(bits(&net), before);
    }
}

/// The best parameters are all of them: they are those of a network even if others are frozen in it.
#[test]
fn the_best_of_early_stopping_is_whole() {
    network! { struct Net< 5 => 9 tanh [freeze] => 2 >; }
    let mut net = Net::seeded(3);
    let mut best = EarlyStopping::new(3);
    let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.05));
    let samples = samples::<[f32; 5], [f32; 2]>(40);
    let watch = |epoch: &sinew::Epoch<'_, Net>| best.observe(epoch);
    trainer.epochs(30).fit_validated(&mut net, &samples[..], &samples[..], watch).unwrap();
    let mut other = Net::zeros();
    best.restore(&mut other);
    assert_eq!(other.layer1(), net.layer1());
    assert_eq!(trainer.evaluate(&other, &samples[..]).unwrap(), best.loss());
}

#[test]
fn the_gradient_by_a_frozen_parameter_is_zero() {
    let mut net = network!(5 => 9 tanh => 8 tanh [freeze] => 2);
    let mut free = network!(5 => 9 tanh => 8 tanh => 2);
    net.reseed(3);
    free.parameters_mut().copy_from_slice(net.parameters());
    let (x, by_output) = ([0.1, -0.2, 0.3, -0.4, 0.5], [1.0, -2.0]);
    let gradient = net.backward(&x, &net.forward(&x), &by_output);
    let mut expected = free.backward(&x, &free.forward(&x), &by_output);
    expected[5 * 9 + 9..][..9 * 8 + 8].fill(0.0);
    assert_eq!(gradient, expected);
}

#[test]
fn a_network_that_is_frozen_as_a_whole() {
    let mut net = network!(5 => 9 tanh [freeze] => 2 [freeze]);
    net.reseed(3);
    let before = bits(&net);
    for optimizer in [Nesterov::new(0.1, 0.9), Nesterov::new(1.0, 0.0)] {
        let mut trainer = Trainer::new(MeanSquaredError, optimizer);
        for count in [1, 40] {
            let samples = samples::<_, [f32; 2]>(count);
            let loss = trainer.step(&mut net, &samples[..]).unwrap();
            assert_eq!(loss, trainer.evaluate(&net, &samples[..]).unwrap());
        }
    }
    assert_eq!(bits(&net), before);
}
