//! A crate that knows sinew under another name only.

use neural::prelude::*;

network! {
    /// Exclusive or.
    #[derive(Debug, Clone)]
    pub struct Xor< 2 => 8 relu => 1 sigmoid >;
}

/// The attribute, which is told the name.
#[neural::attribute::network(2 => 8 relu => 1 sigmoid, crate: neural)]
#[derive(Debug, Clone)]
pub struct Annotated;

/// The expression form.
#[must_use]
pub fn nothing(x: f32) -> f32 {
    let net = neural::network!(1 => 4 tanh => 1 sigmoid);
    net.predict(&[x])[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renamed_crate_works() {
        let mut net = Xor::seeded(7);
        let samples = [([0.0, 1.0], [1.0]), ([1.0, 1.0], [0.0])];
        let mut trainer = Trainer::new(BinaryCrossEntropy, Sgd::new(0.5));
        let before = trainer.evaluate(&net, &samples).unwrap();
        assert!(trainer.fit(&mut net, &samples).unwrap().loss < before);
        assert!((nothing(1.0) - 0.5).abs() < 1e-6);
        assert_eq!(Annotated::seeded(7).parameters(), Xor::seeded(7).parameters());
    }
}
