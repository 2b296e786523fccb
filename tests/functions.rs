//! Activations as a network computes them: `1 => 1` with a weight of 1 hands its input over as it is, to
//! one sample as to many.

use sinew::prelude::*;

/// One of so many of all 2³² numbers; `runtime/math/sweep.rs` has the rest.
const STRIDE: usize = 65_537;

/// An error of one unit in the last place is at most this share of the result.
const ULP: f64 = 1.0 / 8_388_608.0;

macro_rules! check {
    ($activation:ident, within $ulps:literal, $exact:expr) => {
        #[test]
        fn $activation() {
            let exact: fn(f64) -> f64 = $exact;
            let mut net = network!(1 => 1 $activation [no_bias]);
            *net.parameters_mut() = [1.0];
            let inputs: Vec<_> =
                (0..=u32::MAX).step_by(STRIDE).map(|bits| [f32::from_bits(bits)]).collect();
            let mut of_batch = vec![[f32::NAN]; inputs.len()];
            net.predict_batch(&inputs, &mut of_batch).unwrap();
            for (input, [of_batch]) in inputs.iter().zip(of_batch) {
                let exact = exact(f64::from(input[0]));
                let bound = $ulps * ULP * exact.abs() + f64::from(f32::MIN_POSITIVE);
                for found in [net.predict(input)[0], of_batch] {
                    let near = (f64::from(found) - exact).abs() <= bound;
                    assert!(near || found.is_nan() && exact.is_nan(), "{input:?}: {found}");
                }
            }
        }
    };
}

check!(sigmoid, within 3.2, |z| 1.0 / (1.0 + (-z).exp()));
check!(tanh, within 6.4, f64::tanh);
