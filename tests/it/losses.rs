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
        let found = trainer.step(&mut net, &vec![([0.0], targets); samples]).unwrap();
        let sample = format!("{samples} of {z:?} for {target:?}");
        assert_near(found, *value, &sample);
        for (found, expected) in net.parameters()[width..].iter().zip(derivatives) {
            assert_near(*found, *expected, &sample);
        }
    }
}

/// Holds a loss behind an activation to the rows that begin so. They name another activation where PyTorch has it
/// in the loss.
macro_rules! check {
    ($test:ident: $loss:expr, $activation:ident, $rows:literal, $($width:literal),+) => {
        #[test]
        fn $test() {
            $(hold(network!(1 => $width $activation), $loss, &rows($rows, $width));)+
        }
    };
}

const HUBER: Huber = Huber { delta: 1.0 };
const WIDE: Huber = Huber { delta: 2.5 };
const SMOOTHED: Smoothed<CrossEntropy> = CrossEntropy.label_smoothing(0.1);
const OF_LOGITS: Smoothed<CrossEntropyWithLogits> = CrossEntropyWithLogits.label_smoothing(0.1);

check!(mean_squared_error: MeanSquaredError, linear, "mean_squared_error,linear", 3, 17);
check!(mean_squared_error_tanh: MeanSquaredError, tanh, "mean_squared_error,tanh", 3);
check!(mean_absolute_error: MeanAbsoluteError, linear, "mean_absolute_error,linear", 3, 17);
check!(mean_absolute_error_tanh: MeanAbsoluteError, tanh, "mean_absolute_error,tanh", 3);
check!(huber: HUBER, linear, "huber(1.0),linear", 3, 17);
check!(huber_tanh: HUBER, tanh, "huber(1.0),tanh", 3);
check!(huber_of_another_delta: WIDE, linear, "huber(2.5),linear", 3, 17);
check!(huber_of_another_delta_tanh: WIDE, tanh, "huber(2.5),tanh", 3);
check!(hinge: Hinge, linear, "hinge,linear", 3, 17);
check!(hinge_tanh: Hinge, tanh, "hinge,tanh", 3);
check!(cosine_distance: CosineDistance, linear, "cosine_distance,linear", 3, 17);
check!(cosine_distance_tanh: CosineDistance, tanh, "cosine_distance,tanh", 3);
check!(binary: BinaryCrossEntropy, sigmoid, "binary_cross_entropy,sigmoid", 3, 17);
check!(binary_of_logits: BinaryCrossEntropyWithLogits, linear, "binary_cross_entropy,sigmoid", 3, 17);
check!(classes: CrossEntropy, softmax, "cross_entropy,softmax", 3, 17);
check!(classes_of_logits: CrossEntropyWithLogits, linear, "cross_entropy,softmax", 3, 17);
check!(smoothed: SMOOTHED, softmax, "smoothed_cross_entropy(0.1),softmax", 3, 17);
check!(smoothed_of_logits: OF_LOGITS, linear, "smoothed_cross_entropy(0.1),softmax", 3, 17);
check!(kullback_leibler: KullbackLeibler, softmax, "kullback_leibler,softmax", 3, 17);
