//! Many samples at once: the same outputs as one by one, for any number of them.

use sinew::prelude::*;

/// `predict_batch` into NaN, for lengths around those of tiles, against `predict`.
macro_rules! check {
    ($name:ident, $inputs:literal => $($net:tt)*) => {
        #[test]
        fn $name() {
            let mut net = network!($inputs => $($net)*);
            net.reseed(11);
            for count in [0, 1, 2, 5, 6, 7, 31, 32, 33, 64, 100] {
                let inputs: Vec<[f32; $inputs]> = (0..count)
                    .map(|s| core::array::from_fn(|i| ((s * 31 + i) as f32).sin()))
                    .collect();
                let mut outputs: Vec<_> = inputs.iter().map(|x| net.predict(x)).collect();
                let one_by_one = outputs.clone();
                outputs.iter_mut().for_each(|output| output.fill(f32::NAN));
                net.predict_batch(&inputs, &mut outputs).unwrap();
                for (batch, one) in outputs.as_flattened().iter().zip(one_by_one.as_flattened()) {
                    assert!((batch - one).abs() <= 1e-5 * one.abs().max(1.0), "{count}: {batch} {one}");
                }
            }
        }
    };
}

check!(one_to_one, 1 => 1);
check!(xor, 2 => 8 relu => 1 sigmoid);
check!(three_to_one, 3 => 1 tanh);
check!(odd_sizes, 7 => 13 tanh => 5 softmax);
check!(a_narrow_middle, 1 => 64 relu => 1);
check!(wider_than_a_tile, 100 => 50 leaky_relu(0.1) => 1 sigmoid);
check!(controller, 4 => 16 tanh => 16 tanh => 2);
check!(classifier, 64 => 32 relu => 10 softmax);
check!(wider_than_any_block, 129 => 131 relu => 3);
