//! What stands in the braces behind a network.

use sinew::prelude::*;

network! {
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct Net< 64 => 32 relu => 10 softmax > {
        init: he,
        seed: 7,
        loss: cross_entropy,
        budget { flash <= 10 KiB, ram <= 20 KiB, macs <= 2_368 },
    }
}

network! {
    struct WithConstants< { 2 * 32 } => 32 relu => 10 softmax > {
        budget { flash <= 9640, ram <= 424, macs <= 2368 }
    }
}

/// What is frozen has no gradient.
const OUTPUTS: usize = 10;
network! {
    struct Frozen< 64 => 32 relu [freeze] => 10 softmax > {
        loss: cross_entropy,
        budget { ram <= 11_912 }
    }
}
network! {
    struct FrozenWithConstants< 64 => 32 relu [freeze] => OUTPUTS softmax > {
        loss: cross_entropy,
        budget { ram <= 11_888 }
    }
}

#[test]
fn a_network_starts_from_its_own_seed() {
    assert_eq!(Net::new(), Net::seeded(7));
}

#[test]
fn a_network_is_trained_with_its_own_loss() {
    let samples = [([0.5; 64], [0.1; 10])];
    let mut trainer = Trainer::new(Net::LOSS, Sgd::new(0.1));
    let loss = trainer.step(&mut Net::new(), &samples).unwrap();
    let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.1));
    assert_eq!(loss, trainer.step(&mut Net::seeded(7), &samples).unwrap());
}

/// The budget above is exactly what is needed: less is an error, in `tests/ui/check`.
#[test]
fn figures_of_a_budget() {
    assert_eq!(WithConstants::BYTES, 9640);
    assert_eq!(4 * WithConstants::INPUTS + 4 * 32 + 4 * WithConstants::OUTPUTS, 424);
    assert_eq!(WithConstants::MULTIPLY_ADDS, 2368);
    assert_eq!((WithConstants::FLASH_BYTES, WithConstants::INFERENCE_BYTES), (9640, 424));
    let (trained, frozen) = (32 * 10 + 10, 64 * 32 + 32);
    let in_training = 4 * (64 + 4 * (32 + 10) + 2 * trained + frozen);
    assert_eq!((in_training, Frozen::PARAMETERS), (11_888, trained + frozen));
    // Where all sizes are in sight, the parameters are padded to a cache line.
    assert_eq!(Frozen::FLASH_BYTES, FrozenWithConstants::FLASH_BYTES + 24);
    assert_eq!(FrozenWithConstants::PARAMETERS, trained + frozen);
}

#[test]
fn a_summary_shows_every_layer() {
    network! { struct Encoder< 8 => 4 tanh >; }
    network! {
        struct Mixed<
            8 => dropout(0.2) => Encoder => 16 relu [no_bias, freeze] => residual { 16 tanh }
              => 2 [l2 = 1e-4]
        >;
    }
    let _ = Mixed::zeros();
    assert_eq!(
        Net::SUMMARY,
        "Net, 9664 bytes\n\
         64 ─► 32 relu ─► 10 softmax\n\
         layer  inputs  outputs           parameters  bytes  multiply-adds\n\
         ─────────────────────────────────────────────────────────────────\n\
         \x20   1      64       32  relu           2080   8320           2048\n\
         \x20   2      32       10  softmax         330   1320            320\n\
         \x20                       padding                 24\n\
         ─────────────────────────────────────────────────────────────────\n\
         \x20 all      64       10                 2410   9664           2368\n"
    );
    assert_eq!(Net::BYTES, 9664);
    let rows: Vec<Vec<&str>> =
        Mixed::SUMMARY.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows[0], ["Mixed,", "1624", "bytes"]);
    assert_eq!(rows[4], ["1", "8", "8", "dropout(0.2)", "0", "0", "0"]);
    assert_eq!(rows[5], ["2", "8", "Encoder::OUTPUTS", "Encoder", "36", "144", "32"]);
    assert_eq!(rows[6][3..], ["relu,", "no", "biases,", "frozen", "64", "256", "64"]);
    assert_eq!(
        rows[7],
        ["4", "16", "16", "residual", "{", "16", "tanh", "}", "272", "1088", "256"]
    );
    assert_eq!(rows[8], ["5", "16", "2", "linear,", "l2", "=", "1e-4", "34", "136", "32"]);
    assert_eq!(rows[10], ["all", "8", "2", "406", "1624", "384"]);
    assert_eq!(Mixed::BYTES, 1624);
}
