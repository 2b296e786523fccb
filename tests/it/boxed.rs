//! A network too large for a stack.

use sinew::prelude::*;

network! { struct Large< 1024 => 1000 relu => 10 softmax >; }
network! { #[derive(Debug, Clone, PartialEq)] struct Small< 2 => 8 relu => 1 sigmoid >; }

const _: () = assert!(Large::BYTES > 4_000_000);

fn on_a_stack_of(kib: usize, work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(kib * 1024).spawn(work).unwrap();
    thread.join().unwrap();
}

#[test]
fn four_megabytes_on_a_small_stack() {
    on_a_stack_of(256, || {
        let net = Large::boxed(7);
        let outputs = net.predict(&[0.5; 1024]);
        assert!((outputs.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    });
}

/// The gradient and the optimizer's state are as large as the network; they are on the heap too.
#[test]
fn trained_on_a_stack_that_could_not_hold_it() {
    on_a_stack_of(1024, || {
        let mut net = Large::boxed(7);
        let sample = ([0.5; 1024], [0.1; 10]);
        let mut trainer = Trainer::new(CrossEntropy, Momentum::new(0.01, 0.9));
        let first = trainer.step(&mut net, &[sample]).unwrap();
        let second = trainer.step(&mut net, &[sample]).unwrap();
        assert!(second < first, "{first} {second}");
    });
}

/// A batch of the default size, on a stack of the default size.
#[test]
fn trained_in_batches_on_the_stack_of_a_thread() {
    on_a_stack_of(2048, || {
        let mut net = Large::boxed(7);
        let batch = vec![([0.5; 1024], [0.1; 10]); 32];
        let mut trainer = Trainer::new(CrossEntropy, Momentum::new(0.01, 0.9));
        let first = trainer.step(&mut net, &batch).unwrap();
        assert!(trainer.step(&mut net, &batch).unwrap() < first);
        let inputs = vec![[0.5; 1024]; 32];
        let mut outputs = vec![[0.0; 10]; 32];
        net.predict_batch(&inputs, &mut outputs).unwrap();
        for (batched, one) in outputs[31].iter().zip(net.predict(&inputs[31])) {
            assert!((batched - one).abs() < 1e-6, "{batched} {one}");
        }
    });
}

/// The widest network whose tiles are on the stack, and one whose tiles are not.
#[test]
fn tiles_on_the_stack_of_a_thread() {
    network! { struct Wide< 784 => 230 relu => 10 softmax >; }
    network! { struct OnHeap< 3000 => 4 relu => 1082 relu => 10 softmax >; }

    on_a_stack_of(2048, || descends(Wide::boxed(7), &[0.5; 784]));
    on_a_stack_of(2048, || descends(OnHeap::boxed(7), &[0.5; 3000]));
}

fn descends<const I: usize, N>(mut net: N, input: &[f32; I])
where
    N: Trainable<Head = sinew::Softmax, Input = [f32; I], Output = [f32; 10]>,
{
    let batch = vec![(*input, [0.1; 10]); 32];
    let mut trainer = Trainer::new(CrossEntropy, Momentum::new(1e-4, 0.9));
    let first = trainer.step(&mut net, &batch).unwrap();
    assert!(trainer.step(&mut net, &batch).unwrap() < first);
}

/// Its first layer has so many weights that `matrixmultiply` computes it, where that is compiled in.
#[test]
fn the_largest_layers_in_batches() {
    network! { struct Largest< 2048 => 1100 relu => 3 >; }

    let mut net = Largest::boxed(7);
    let sample = |n: usize| std::array::from_fn(|i| ((31 * n + 7 * i) as f32).sin());
    let inputs: Vec<[f32; 2048]> = (0..39).map(sample).collect();
    let mut outputs = vec![[f32::NAN; 3]; 39];
    net.predict_batch(&inputs, &mut outputs).unwrap();
    for (input, batched) in inputs.iter().zip(&outputs) {
        for (batched, one) in batched.iter().zip(net.predict(input)) {
            assert!((batched - one).abs() < 1e-4, "{batched} {one}");
        }
    }

    let sample = (inputs[0], [1.0, -1.0, 0.5]);
    let mut other = net.clone();
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut net, &vec![sample; 32]).unwrap();
    Trainer::new(MeanSquaredError, Sgd::new(0.1)).step(&mut other, &[sample]).unwrap();
    for (batched, one) in net.parameters().iter().zip(other.parameters()) {
        assert!((batched - one).abs() < 1e-5, "{batched} {one}");
    }
}

#[test]
fn a_network_on_the_heap_is_a_value_like_any_other() {
    network! { struct Plain< 2 => 1 >; }

    let net = Plain::boxed(7);
    assert_eq!(net.clone(), net);
    assert!(format!("{net:?}").starts_with("Boxed"));
}

#[test]
fn it_is_the_same_network() {
    let (mut heap, mut stack) = (Small::boxed(7), Small::seeded(7));
    assert_eq!(heap.parameters()[..], stack.parameters()[..]);
    assert_eq!(heap.predict(&[0.0, 1.0]), stack.predict(&[0.0, 1.0]));
    let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
    Trainer::new(BinaryCrossEntropy, Nesterov::new(0.1, 0.9)).fit(&mut heap, &samples).unwrap();
    Trainer::new(BinaryCrossEntropy, Nesterov::new(0.1, 0.9)).fit(&mut stack, &samples).unwrap();
    assert_eq!(heap.parameters()[..], stack.parameters()[..]);
}
