//! Exclusive or, as it is learned.

use sinew::Error;
use sinew::prelude::*;

network! {
    /// Exclusive or.
    #[derive(Clone)]
    pub struct Xor< 2 => 8 relu => 1 sigmoid >;
}

/// What two inputs shall give.
pub static TRUTH: [([f32; 2], [f32; 1]); 4] =
    [([0., 0.], [0.]), ([0., 1.], [1.]), ([1., 0.], [1.]), ([1., 1.], [0.])];

/// It has been learned when the mean loss is below.
const ENOUGH: f32 = 0.01;
/// It has not been learned after so many steps.
const TOO_MANY: u32 = 2_000;

/// What training came to.
pub struct Learned {
    /// After how many steps the loss was small enough.
    pub steps: u32,
    /// The loss before the last of them.
    pub loss: f32,
}

/// Takes steps on all four samples until exclusive or is learned; none if it never is.
///
/// # Errors
///
/// Those of [`Trainer::step`].
pub fn learn(net: &mut Xor) -> Result<Option<Learned>, Error> {
    let mut trainer = Trainer::new(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    for steps in 1..=TOO_MANY {
        let loss = trainer.step(net, &TRUTH)?;
        if loss < ENOUGH {
            return Ok(Some(Learned { steps, loss }));
        }
    }
    Ok(None)
}

/// After how many steps the bits are compared.
const DETERMINISTIC_STEPS: u32 = 300;

/// As many steps that give the same bits on every CPU; returns a hash (FNV-1a) of all parameters.
///
/// # Errors
///
/// Those of [`Trainer::step`].
pub fn learn_deterministically(net: &mut Xor) -> Result<u64, Error> {
    let mut trainer = Trainer::deterministic(BinaryCrossEntropy, Momentum::new(0.1, 0.9));
    for _ in 0..DETERMINISTIC_STEPS {
        trainer.step(net, &TRUTH)?;
    }
    let bytes = net.parameters().iter().flat_map(|w| w.to_bits().to_le_bytes());
    Ok(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }))
}
