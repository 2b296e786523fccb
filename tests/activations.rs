//! Activations and their derivatives against PyTorch, whose numbers `tests/fixtures/activations.py` wrote.

use sinew::prelude::*;

const FIXTURE: &str = include_str!("fixtures/activations.csv");

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
            for Row { z, function, derivative } in rows(stringify!($($activation)*)) {
                let bound = FUNCTION * function.abs() + $besides(f64::from(z).abs());
                let (found, trace) = (net.predict(&[z])[0], net.forward(&[z]));
                let error = (f64::from(found) - function).abs();
                assert!(error <= bound, "at {z}: {found} instead of {function}");
                let [_, found] = net.backward(&[z], &trace, &[1.0]);
                let error = (f64::from(found) - derivative).abs();
                assert!(error <= DERIVATIVE, "derivative at {z}: {found} instead of {derivative}");
            }
        }
    };
}

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
