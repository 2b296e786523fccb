//! Activations as a network computes them: `1 => 1` with a weight of 1 hands its input over as it is, to
//! one sample as to many.

use sinew::prelude::*;

/// One of so many of all 2³² numbers; `sweep.rs` of `runtime/activation` and `runtime/math/sweep` have the
/// rest.
const STRIDE: usize = 65_537;

/// An error of one unit in the last place is at most this share of the result.
const ULP: f64 = 1.0 / 8_388_608.0;

/// Smaller results may be zero.
const CUT: f64 = 2e-36;

macro_rules! check {
    ($activation:ident $(($argument:literal))?, within $ulps:literal, $exact:expr) => {
        check!($activation $(($argument))?, within $ulps, and 0.0 of z, $exact);
    };
    (
        $activation:ident $(($argument:literal))?,
        within $ulps:literal,
        and $share:literal of z,
        $exact:expr
    ) => {
        #[test]
        fn $activation() {
            let exact: fn(f64) -> f64 = $exact;
            let mut net = network!(1 => 1 $activation $(($argument))? [no_bias]);
            *net.parameters_mut() = [1.0];
            let inputs: Vec<_> =
                (0..=u32::MAX).step_by(STRIDE).map(|bits| [f32::from_bits(bits)]).collect();
            let mut of_batch = vec![[f32::NAN]; inputs.len()];
            net.predict_batch(&inputs, &mut of_batch).unwrap();
            for (input, [of_batch]) in inputs.iter().zip(of_batch) {
                let z = f64::from(input[0]);
                let exact = exact(z);
                let bound = $ulps * ULP * exact.abs() + $share * z.abs() + CUT;
                for found in [net.predict(input)[0], of_batch] {
                    let near = (f64::from(found) - exact).abs() <= bound;
                    let beyond = exact > f64::from(f32::MAX) && found == f32::INFINITY;
                    let met = near || beyond || found.is_nan() && exact.is_nan();
                    assert!(met, "{input:?}: {found}");
                }
            }
        }
    };
}

check!(sigmoid, within 3.2, |z| 1.0 / (1.0 + (-z).exp()));
check!(tanh, within 6.4, f64::tanh);
check!(elu(0.5), within 3.0, |z| if z > 0.0 { z } else { 0.5 * z.exp_m1() });
check!(selu, within 3.0, |z| {
    1.050_700_987_355_480_5 * if z > 0.0 { z } else { 1.673_263_242_354_377_2 * z.exp_m1() }
});
check!(gelu, within 0.0, and 2e-7 of z, |z| z * 0.5 * libm::erfc(-z / 2.0_f64.sqrt()));
check!(silu, within 3.0, |z| z / (1.0 + (-z).exp()));
check!(mish, within 4.0, |z| z * z.exp().ln_1p().tanh());
check!(softplus, within 4.0, |z| z.max(0.0) + (-z.abs()).exp().ln_1p());
check!(hard_sigmoid, within 2.0, |z| (z / 6.0 + 0.5).clamp(0.0, 1.0));
check!(hard_tanh, within 0.0, |z| z.clamp(-1.0, 1.0));
check!(relu6, within 0.0, |z| z.clamp(0.0, 6.0));
