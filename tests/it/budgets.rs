//! What a network takes is reckoned by the macro, where it sees all sizes, and by rustc where it does not: each budget
//! here is exactly what is needed, for stages of all kinds. With a byte less, `tests/ui/check` has the errors.

use sinew::prelude::*;

/// Parameters, and the memory of a prediction and of training, in bytes; padded to a cache line where the macro sees
/// that there are many parameters. Twice: with all sizes in sight, and with one that only rustc knows.
macro_rules! check {
    (
        { $inputs:tt => $($stages:tt)* }
        seen: ($flash:tt, $training:tt), unseen: ($bare:tt, $bare_training:tt), inference: $inference:tt
    ) => {{
        check!(@ ($inputs => $($stages)*) $flash $inference $training);
        check!(@ ({ 1 * $inputs } => $($stages)*) $bare $inference $bare_training);
    }};
    (@ ($($stages:tt)*) $flash:tt $inference:tt $training:tt) => {{
        network! { struct Inferred< $($stages)* > {
            budget { flash <= $flash, ram <= $inference }
        } }
        network! { struct Trained< $($stages)* > {
            loss: mean_squared_error,
            budget { flash <= $flash, ram <= $training }
        } }
        type Training = Trainer<Trained, MeanSquaredError, Sgd>;
        assert_eq!((Inferred::FLASH_BYTES, Inferred::INFERENCE_BYTES), ($flash, $inference));
        assert_eq!((Trained::FLASH_BYTES, Training::TRAINING_BYTES), ($flash, $training));
    }};
}

#[test]
fn of_layers() {
    // 33 parameters: 132 bytes, and twice that and 4 (2 + 4 · 9) bytes in training.
    check!(
        { 2 => 8 relu => 1 sigmoid }
        seen: (132, 416), unseen: (132, 416), inference: 44
    );
    check!(
        { 64 => 32 relu => 10 softmax }
        seen: (9664, 20232), unseen: (9640, 20208), inference: 424
    );
}

#[test]
fn of_modified_layers() {
    check!(
        { 7 => 5 elu(1.0) [no_bias] => 19 softplus [l2 = 1e-4] => 3 leaky_relu(0.1) [freeze] }
        seen: (836, 1892), unseen: (836, 1892), inference: 136
    );
}

#[test]
fn of_stages_that_keep_the_width() {
    check!(
        { 9 => standardize => 16 prelu => layer_norm => dropout(0.2) => affine => 4 hard_sigmoid }
        seen: (1344, 4100), unseen: (1340, 4096), inference: 408
    );
}

#[test]
fn of_blocks() {
    check!(
        { 12 => residual { layer_norm => 20 silu => 12 } => repeat 2 { residual { 12 tanh } } => 3 }
        seen: (3584, 9036), unseen: (3548, 9000), inference: 620
    );
}

network! { pub(crate) struct Inner< 9 => 6 relu => 5 >; }

/// Of a network as a stage, rustc alone knows anything.
#[test]
fn of_networks() {
    // 95 parameters and 18; in training twice as many, 9 inputs, 5 outputs of the stage, and of 6, 5 and 3 units 4 numbers,
    // those of the inputs of the stage being counted twice.
    check!(
        { 9 => Inner => 3 sigmoid }
        seen: (452, 1220), unseen: (452, 1220), inference: 148
    );
}
