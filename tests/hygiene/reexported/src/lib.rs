//! A crate that has sinew through a third crate only.

hygiene_facade::neural_network! {
    /// A classifier.
    pub struct Classifier< 4 => 8 tanh => 3 softmax >;
}

#[cfg(test)]
mod tests {
    use super::Classifier;

    #[test]
    fn a_third_crate_works() {
        let outputs = Classifier::seeded(7).predict(&[0.1, 0.2, 0.3, 0.4]);
        assert!((outputs.iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }
}
