//! Activations and their derivatives against PyTorch, whose numbers `tests/fixtures/activations.py` wrote.

use sinew::prelude::*;

const FIXTURE: &str = include_str!("../fixtures/activations.csv");

/// What PyTorch says of a `z`.
struct Row {
    z: f32,
    function: f64,
    derivative: f64,
}

fn rows(activation: &str) -> Vec<Row> {
    let lines = FIXTURE.lines().filter_map(|line| line.strip_prefix(activation)?.strip_prefix(','));
    let rows: Vec<_> = lines.map(row).collect();
    assert_eq!(rows.len(), 67, "{activation}");
    rows
}

fn row(line: &str) -> Row {
    let numbers: Vec<f64> = line.split(',').map(|number| number.parse().unwrap()).collect();
    let [z, function, derivative] = numbers[..] else { panic!("{line}") };
    #[allow(clippy::cast_possible_truncation, reason = "the script wrote single precision")]
    let z = z as f32;
    Row { z, function, derivative }
}

/// Derivatives, which are of the order of 1, are off by no more.
const DERIVATIVE: f64 = 4e-7;

/// Functions are off by no more than this share of themselves, unless they say more.
const FUNCTION: f64 = 4e-7;

/// Smaller results may be zero.
const CUT: f64 = 2e-36;

/// What a function may be off besides, for a magnitude of `z`.
fn no_more(_z: f64) -> f64 {
    CUT
}

fn a_share_of_z(z: f64) -> f64 {
    2e-7 * z
}

fn the_rounding_of_pi(_z: f64) -> f64 {
    1e-10
}

impl Row {
    fn compare(&self, function: f32, derivative: f32, besides: fn(f64) -> f64) {
        let Self { z, function: theirs, .. } = *self;
        let bound = FUNCTION * theirs.abs() + besides(f64::from(z).abs());
        let error = (f64::from(function) - theirs).abs();
        assert!(error <= bound, "at {z}: {function} instead of {theirs}");
        let theirs = self.derivative;
        let error = (f64::from(derivative) - theirs).abs();
        assert!(error <= DERIVATIVE, "derivative at {z}: {derivative} instead of {theirs}");
    }
}

/// `1 => 1` with a weight of 1 hands its input over as it is.
macro_rules! check {
    ($test:ident: $($activation:tt)*) => {
        check!($test, besides no_more: $($activation)*);
    };
    ($test:ident, besides $besides:path: $($activation:tt)*) => {
        #[test]
        fn $test() {
            let mut net = network!(1 => 1 $($activation)*);
            *net.parameters_mut() = [1.0, 0.0];
            for row in rows(stringify!($($activation)*)) {
                let input = [row.z];
                let [_, derivative] = net.backward(&input, &net.forward(&input), &[1.0]);
                row.compare(net.predict(&input)[0], derivative, $besides);
            }
        }
    };
}

check!(relu: relu);
check!(sigmoid: sigmoid);
check!(tanh: tanh);
check!(elu: elu(1.0));
check!(elu_of_a_half: elu(0.5));
check!(selu: selu);
check!(gelu, besides a_share_of_z: gelu);
check!(silu: silu);
check!(mish: mish);
check!(softplus: softplus);
check!(hard_sigmoid: hard_sigmoid);
check!(hard_tanh: hard_tanh);
check!(relu6: relu6);
check!(sin, besides the_rounding_of_pi: sin);

/// At 0 they have no derivative: here it is that of the right, in PyTorch that of the left.
fn of_one_slope_each(activation: &str) -> impl Iterator<Item = Row> {
    rows(activation).into_iter().filter(|row| row.z != 0.0)
}

#[test]
fn leaky_relu() {
    let mut net = network!(1 => 1 leaky_relu(0.01));
    *net.parameters_mut() = [1.0, 0.0];
    for row in of_one_slope_each("leaky_relu(0.01)") {
        let input = [row.z];
        let [_, derivative] = net.backward(&input, &net.forward(&input), &[1.0]);
        row.compare(net.predict(&input)[0], derivative, no_more);
    }
}

#[test]
fn prelu() {
    let mut net = network!(1 => 1 prelu);
    *net.parameters_mut() = [1.0, 0.0, 0.25];
    for row in of_one_slope_each("prelu") {
        let input = [row.z];
        let [_, derivative, by_slope] = net.backward(&input, &net.forward(&input), &[1.0]);
        row.compare(net.predict(&input)[0], derivative, no_more);
        assert_eq!(by_slope, row.z.min(0.0));
    }
}

/// The first of three outputs, by its own `z` and by that of the second.
#[test]
fn softmax() {
    let mut net = network!(1 => 3 softmax);
    net.layer1_mut().biases.copy_from_slice(&[0.0, 0.5, -1.0]);
    net.layer1_mut().weights[0] = [1.0, 0.0, 0.0];
    for row in rows("softmax") {
        let input = [row.z];
        let [_, _, _, derivative, _, _] =
            net.backward(&input, &net.forward(&input), &[1.0, 0.0, 0.0]);
        row.compare(net.predict(&input)[0], derivative, no_more);
    }
    net.layer1_mut().biases.copy_from_slice(&[0.5, 0.0, -1.0]);
    net.layer1_mut().weights[0] = [0.0, 1.0, 0.0];
    for row in rows("softmax by another") {
        let input = [row.z];
        let [_, _, _, _, derivative, _] =
            net.backward(&input, &net.forward(&input), &[1.0, 0.0, 0.0]);
        row.compare(net.predict(&input)[0], derivative, no_more);
    }
}
