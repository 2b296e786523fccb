//! The losses of the language, and the types that they stand for.

use crate::activation::{LINEAR, Parameter, Range, SOFTMAX};
use crate::near;

/// A word of the language, and the type in the runtime crate.
pub(crate) struct Loss {
    pub(crate) word: &'static str,
    pub(crate) type_name: &'static str,
    pub(crate) form: Form,
    /// The one activation that a network must end in, if it takes no other.
    pub(crate) activation: Option<&'static str>,
    /// The same loss for a network that ends otherwise.
    pub(crate) twin: Option<&'static str>,
}

/// How the value of a loss is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// `CrossEntropy`, or `Weighted(0.5)`, a type of the user's.
    Plain,
    /// `Huber { delta: 1.0 }`.
    Huber,
    /// `CrossEntropy.label_smoothing(0.1)`.
    Smoothed,
}

impl Form {
    /// What the argument means, if there is one.
    pub(crate) const fn parameter(self) -> Option<Parameter> {
        match self {
            Self::Plain => None,
            Self::Huber => Some(Parameter { name: "delta", usual: "1.0" }),
            Self::Smoothed => Some(Parameter { name: "smoothing", usual: "0.1" }),
        }
    }

    /// What the argument has to be.
    pub(crate) const fn range(self) -> Option<Range> {
        match self {
            Self::Plain => None,
            Self::Huber => Some(Range {
                words: "above 0",
                contains: |delta| delta > 0.0,
                question: "is_delta_valid",
            }),
            Self::Smoothed => Some(Range {
                words: "from 0 to 1",
                contains: |smoothing| (0.0..=1.0).contains(&smoothing),
                question: "is_smoothing_valid",
            }),
        }
    }
}

const LOSSES: &[Loss] = &[
    simple(FITS_ALL, "MeanSquaredError"),
    simple("mean_absolute_error", "MeanAbsoluteError"),
    Loss { form: Form::Huber, ..simple("huber", "Huber") },
    simple("hinge", "Hinge"),
    simple("cosine_distance", "CosineDistance"),
    Loss {
        activation: Some("sigmoid"),
        twin: Some("binary_cross_entropy_with_logits"),
        ..simple("binary_cross_entropy", "BinaryCrossEntropy")
    },
    Loss {
        activation: Some(LINEAR),
        twin: Some("binary_cross_entropy"),
        ..simple("binary_cross_entropy_with_logits", "BinaryCrossEntropyWithLogits")
    },
    Loss {
        activation: Some(SOFTMAX),
        twin: Some("cross_entropy_with_logits"),
        ..simple("cross_entropy", "CrossEntropy")
    },
    Loss {
        activation: Some(LINEAR),
        twin: Some("cross_entropy"),
        ..simple("cross_entropy_with_logits", "CrossEntropyWithLogits")
    },
    Loss {
        form: Form::Smoothed,
        activation: Some(SOFTMAX),
        twin: Some("smoothed_cross_entropy_with_logits"),
        ..simple("smoothed_cross_entropy", "CrossEntropy")
    },
    Loss {
        form: Form::Smoothed,
        activation: Some(LINEAR),
        twin: Some("smoothed_cross_entropy"),
        ..simple("smoothed_cross_entropy_with_logits", "CrossEntropyWithLogits")
    },
    Loss { activation: Some(SOFTMAX), ..simple("kullback_leibler", "KullbackLeibler") },
];

/// The loss to take where another does not fit.
const FITS_ALL: &str = "mean_squared_error";

const fn simple(word: &'static str, type_name: &'static str) -> Loss {
    Loss { word, type_name, form: Form::Plain, activation: None, twin: None }
}

impl Loss {
    /// A loss to take in its place where a network ends in this activation.
    pub(crate) fn instead(&self, activation: &str) -> &'static str {
        let twin = self.twin.and_then(find);
        let fits = twin.filter(|twin| twin.activation.is_some_and(|needed| needed == activation));
        fits.map_or(FITS_ALL, |twin| twin.word)
    }
}

/// The loss of a word.
pub(crate) fn find(word: &str) -> Option<&'static Loss> {
    LOSSES.iter().find(|loss| loss.word == word)
}

/// What others call some of them.
const ALIASES: &[(&str, &str)] = &[
    ("mse", FITS_ALL),
    ("mae", "mean_absolute_error"),
    ("l1", "mean_absolute_error"),
    ("bce", "binary_cross_entropy"),
    ("categorical_cross_entropy", "cross_entropy"),
];

/// The loss that was meant.
pub(crate) fn nearest(written: &str) -> Option<&'static str> {
    near::alias(written, ALIASES).or_else(|| near::nearest(written, words()))
}

/// All words.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    LOSSES.iter().map(|loss| loss.word)
}
