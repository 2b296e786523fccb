//! Nothing allocates: not a prediction, not a pass forward or backward, not a training step, not a measure; without `std`,
//! not a trainer and not what looks into a network.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ops::ControlFlow;

use sinew::prelude::*;
use sinew::{Confusion, Regression, top_k_accuracy};
#[cfg(not(feature = "std"))]
use sinew::{diagnose, gradient_check};

/// Counts what the current thread allocates.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is passed on as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[track_caller]
fn allocates_nothing(work: impl FnOnce()) {
    let before = ALLOCATIONS.get();
    work();
    assert_eq!(ALLOCATIONS.get() - before, 0);
}

#[test]
fn the_allocator_counts() {
    let before = ALLOCATIONS.get();
    drop(std::hint::black_box(vec![1]));
    assert_eq!(ALLOCATIONS.get() - before, 1);
}

macro_rules! check {
    ($name:ident, $($net:tt)*) => {
        #[test]
        fn $name() {
            let mut net = network!($($net)*);
            net.reseed(7);
            let batch = [([0.5; 64], [0.25; 4]); 40];
            let inputs = batch.map(|(input, _)| input);
            let mut outputs = [[0.0; 4]; 40];
            let mut one_by_one = Trainer::new(MeanSquaredError, Nesterov::new(0.1, 0.9));
            let mut in_tiles = Trainer::new(CrossEntropy, Momentum::new(0.1, 0.9));
            allocates_nothing(|| {
                outputs[0] = net.predict(&inputs[0]);
                let trace = net.forward(&inputs[0]);
                outputs[1][0] += net.backward(&inputs[0], &trace, &[1.0; 4])[0];
                one_by_one.step(&mut net, &batch[..1]).unwrap();
                net.predict_batch(&inputs, &mut outputs).unwrap();
                in_tiles.step(&mut net, &batch).unwrap();
                Confusion::of(&net, &batch).unwrap();
                Regression::of(&net, &batch).unwrap();
                top_k_accuracy(&net, &batch, 2).unwrap();
            });
            #[cfg(not(feature = "std"))]
            allocates_nothing(|| {
                let mut layers = 0;
                diagnose(&net, CrossEntropy, &batch, |_| layers += 1).unwrap();
                assert_eq!(layers, 2);
            });
        }
    };
}

check!(a_small_network, 64 => 16 tanh => 4 softmax);
check!(a_large_network, 64 => 256 tanh => 4 softmax);

/// A gradient is on the heap, where there is one.
#[cfg(not(feature = "std"))]
#[test]
fn a_gradient_check() {
    let mut net = network!(2 => 8 tanh => 1);
    net.reseed(7);
    let samples = [([0.5, 1.0], [0.25]); 40];
    allocates_nothing(|| {
        gradient_check(&mut net, MeanSquaredError, &samples).unwrap();
    });
}

/// A run on samples and others, which stops early.
fn fit_validated(
    mut each_epoch: impl FnMut(&mut dyn FnMut() -> ControlFlow<()>) -> ControlFlow<()>,
) {
    let (samples, others) = ([([0.5, 1.0], [0.25]); 50], [([0.5, -1.0], [0.75]); 20]);
    let mut net = network!(2 => 8 relu => 1 sigmoid);
    net.reseed(7);
    let mut best = EarlyStopping::new(3);
    let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.1));
    let report = trainer.fit_validated(&mut net, &samples, &others, |epoch| {
        each_epoch(&mut || best.observe(epoch))
    });
    assert!(report.is_ok());
    best.restore(&mut net);
}

#[test]
fn stopping_early() {
    fit_validated(|observe| {
        let mut go_on = ControlFlow::Continue(());
        allocates_nothing(|| go_on = observe());
        go_on
    });
}

/// Without `std` there is no list of losses, and so nothing to allocate in `fit` either.
#[cfg(not(feature = "std"))]
#[test]
fn a_whole_training_run() {
    let samples = [([0.5, 1.0], [0.25]); 50];
    let mut net = network!(2 => 8 relu => 1 sigmoid);
    net.reseed(7);
    allocates_nothing(|| {
        Trainer::new(BinaryCrossEntropy, Sgd::new(0.1)).fit(&mut net, &samples).unwrap();
        fit_validated(|observe| observe());
    });
}
