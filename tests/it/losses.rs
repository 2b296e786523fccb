//! Losses and their derivatives against PyTorch, whose numbers `tests/fixtures/losses.py` wrote.

use sinew::prelude::*;
use sinew::{Loss, Optimizer, PerParameter, Real, RealsOf, Smoothed, Values};

const FIXTURE: &str = include_str!("../fixtures/losses.csv");

/// One sample, and what PyTorch says of it.
struct Row {
    z: Vec<f32>,
    target: Vec<f32>,
    value: f32,
    derivatives: Vec<f32>,
}

fn rows(name: &str, width: usize) -> Vec<Row> {
    let lines = FIXTURE.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(','));
    let rows: Vec<_> = lines.map(row).filter(|row| row.z.len() == width).collect();
    assert!(rows.len() >= 4, "{name}: {} rows", rows.len());
    rows
}

fn row(line: &str) -> Row {
    let numbers = |text: &str| text.split(' ').map(|number| number.parse().unwrap()).collect();
    let columns: Vec<Vec<f32>> = line.split(',').map(numbers).collect();
    let [z, target, value, derivatives] = columns.try_into().unwrap();
    Row { z, target, value: value[0], derivatives }
}

/// Its step is no step: the gradient takes the place of the parameters.
#[derive(Clone, Copy)]
struct Gradient;

impl Optimizer for Gradient {
    type Memory = PerParameter<0>;
    type State = ();

    fn start(self) {}

    fn scaled(self, _factor: f32) -> Self {
        self
    }

    fn longest_step(self, _state: &mut (), _largest_gradient: f32) -> f32 {
        0.0
    }

    fn may_remember(self, _state: (), _memory: &[f32; 0]) -> bool {
        true
    }

    fn step<R: Real>(
        self,
        _state: (),
        _memory: &mut RealsOf<Self, R>,
        _parameter: R,
        gradient: R,
    ) -> R {
        gradient
    }
}

/// Both are off by no more than this share of themselves,
const SHARE: f32 = 1e-5;

/// and this besides: the rounding of what is of the order of 1, as probabilities and slopes of `tanh` are.
const ROUNDING: f32 = 5e-7;

fn assert_near(found: f32, expected: f32, what: &str) {
    let error = (found - expected).abs();
    assert!(error <= SHARE * expected.abs() + ROUNDING, "{what}: {found} instead of {expected}");
}

/// A network `1 => n` whose biases are the `z`, on one sample and on as many as make tiles and a rest.
fn hold<N: Trainable<Input = [f32; 1]>, L: Loss<N::Head>>(mut net: N, loss: L, rows: &[Row]) {
    for (Row { z, target, value, derivatives }, samples) in
        rows.iter().flat_map(|row| [(row, 1), (row, 37)])
    {
        let mut targets = N::Output::zeros();
        targets.flat_mut().copy_from_slice(target);
        let width = z.len();
        net.parameters_mut()[..width].fill(0.0);
        net.parameters_mut()[width..].copy_from_slice(z);
        let mut trainer = Trainer::new(loss, Gradient);
        let found = trainer.step(&mut net, &vec![([0.0], targets); samples][..]).unwrap();
        let sample = format!("{samples} of {z:?} for {target:?}");
        assert_near(found, *value, &sample);
        for (found, expected) in net.parameters()[width..].iter().zip(derivatives) {
            assert_near(*found, *expected, &sample);
        }
    }
}

network! { struct Linear3< 1 => 3 >; }
network! { struct Linear17< 1 => 17 >; }
network! { struct Tanh3< 1 => 3 tanh >; }
network! { struct Sigmoid3< 1 => 3 sigmoid >; }
network! { struct Sigmoid17< 1 => 17 sigmoid >; }
network! { struct Softmax3< 1 => 3 softmax >; }
network! { struct Softmax17< 1 => 17 softmax >; }

/// Holds a loss behind an activation to the rows that begin so. They name another activation where PyTorch has it
/// in the loss.
macro_rules! check {
    ($test:ident: $loss:expr, $rows:literal, $($net:ident),+) => {
        #[test]
        fn $test() {
            $(hold($net::zeros(), $loss, &rows($rows, $net::OUTPUTS));)+
        }
    };
}

const HUBER: Huber = Huber { delta: 1.0 };
const WIDE: Huber = Huber { delta: 2.5 };
const SMOOTHED: Smoothed<CrossEntropy> = CrossEntropy.label_smoothing(0.1);
const OF_LOGITS: Smoothed<CrossEntropyWithLogits> = CrossEntropyWithLogits.label_smoothing(0.1);

check!(mean_squared_error: MeanSquaredError, "mean_squared_error,linear", Linear3, Linear17);
check!(mean_squared_error_tanh: MeanSquaredError, "mean_squared_error,tanh", Tanh3);
check!(mean_absolute_error: MeanAbsoluteError, "mean_absolute_error,linear", Linear3, Linear17);
check!(mean_absolute_error_tanh: MeanAbsoluteError, "mean_absolute_error,tanh", Tanh3);
check!(huber: HUBER, "huber(1.0),linear", Linear3, Linear17);
check!(huber_tanh: HUBER, "huber(1.0),tanh", Tanh3);
check!(huber_of_another_delta: WIDE, "huber(2.5),linear", Linear3, Linear17);
check!(huber_of_another_delta_tanh: WIDE, "huber(2.5),tanh", Tanh3);
check!(hinge: Hinge, "hinge,linear", Linear3, Linear17);
check!(hinge_tanh: Hinge, "hinge,tanh", Tanh3);
check!(cosine_distance: CosineDistance, "cosine_distance,linear", Linear3, Linear17);
check!(cosine_distance_tanh: CosineDistance, "cosine_distance,tanh", Tanh3);
check!(binary: BinaryCrossEntropy, "binary_cross_entropy,sigmoid", Sigmoid3, Sigmoid17);
check!(binary_of_logits: BinaryCrossEntropyWithLogits, "binary_cross_entropy,sigmoid", Linear3, Linear17);
check!(classes: CrossEntropy, "cross_entropy,softmax", Softmax3, Softmax17);
check!(classes_of_logits: CrossEntropyWithLogits, "cross_entropy,softmax", Linear3, Linear17);
check!(smoothed: SMOOTHED, "smoothed_cross_entropy(0.1),softmax", Softmax3, Softmax17);
check!(smoothed_of_logits: OF_LOGITS, "smoothed_cross_entropy(0.1),softmax", Linear3, Linear17);
check!(kullback_leibler: KullbackLeibler, "kullback_leibler,softmax", Softmax3, Softmax17);
