//! The losses of the language, and the types that they stand for.

/// A word of the language, and the type in the runtime crate.
pub(crate) struct Loss {
    pub(crate) word: &'static str,
    pub(crate) type_name: &'static str,
    /// The one activation that a network must end in, if it takes no other.
    pub(crate) activation: Option<&'static str>,
}

const LOSSES: &[Loss] = &[
    Loss { word: "mean_squared_error", type_name: "MeanSquaredError", activation: None },
    Loss {
        word: "binary_cross_entropy",
        type_name: "BinaryCrossEntropy",
        activation: Some("sigmoid"),
    },
    Loss { word: "cross_entropy", type_name: "CrossEntropy", activation: Some("softmax") },
];

/// The loss of a word.
pub(crate) fn find(word: &str) -> Option<&'static Loss> {
    LOSSES.iter().find(|loss| loss.word == word)
}

/// All words.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    LOSSES.iter().map(|loss| loss.word)
}
