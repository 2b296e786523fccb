//! A crate that has sinew through a third crate only.

hygiene_facade::neural_network! {
    /// A classifier.
    pub struct Classifier< 4 => 8 tanh => 3 softmax >;
}

/// The same by an attribute.
#[hygiene_facade::annotated(4 => 8 tanh => 3 softmax, crate: hygiene_facade::sinew)]
pub struct Annotated;

#[cfg(test)]
mod tests {
    use super::{Annotated, Classifier};

    #[test]
    fn a_third_crate_works() {
        let outputs = Classifier::seeded(7).predict(&[0.1, 0.2, 0.3, 0.4]);
        assert!((outputs.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(outputs, Annotated::seeded(7).predict(&[0.1, 0.2, 0.3, 0.4]));
    }
}
