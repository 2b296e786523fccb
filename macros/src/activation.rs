//! The activations of the language, and the types that they stand for.

use crate::near;

/// A word of the language, and the type in the runtime crate.
pub(crate) struct Activation {
    pub(crate) word: &'static str,
    pub(crate) type_name: &'static str,
    /// What its argument means, if it takes one.
    pub(crate) parameter: Option<Parameter>,
    pub(crate) differentiable: bool,
}

/// The argument of an activation.
#[derive(Clone, Copy)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) usual: &'static str,
}

/// What an argument has to be.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    /// In words, behind "is".
    pub(crate) words: &'static str,
    /// Whether a number is.
    pub(crate) contains: fn(f64) -> bool,
    /// The function of the runtime that says so, where the macro does not see the number.
    pub(crate) question: &'static str,
}

/// What a layer without an activation has.
pub(crate) const LINEAR: &str = "linear";

/// The one that looks at all units of a layer at once.
pub(crate) const SOFTMAX: &str = "softmax";

/// The one without a gradient.
pub(crate) const STEP: &str = "step";

/// The first is what a layer has that names none.
const ACTIVATIONS: &[Activation] = &[
    simple(LINEAR, "Linear"),
    simple("relu", "Relu"),
    Activation {
        parameter: Some(Parameter { name: "slope", usual: "0.01" }),
        ..simple("leaky_relu", "LeakyRelu")
    },
    simple("prelu", "Linear"),
    simple("relu6", "Relu6"),
    Activation {
        parameter: Some(Parameter { name: "alpha", usual: "1.0" }),
        ..simple("elu", "Elu")
    },
    simple("selu", "Selu"),
    simple("gelu", "Gelu"),
    simple("silu", "Silu"),
    simple("mish", "Mish"),
    simple("softplus", "Softplus"),
    simple("sigmoid", "Sigmoid"),
    simple("hard_sigmoid", "HardSigmoid"),
    simple("tanh", "Tanh"),
    simple("hard_tanh", "HardTanh"),
    simple("sin", "Sin"),
    simple("softmax", "Softmax"),
    Activation { differentiable: false, ..simple(STEP, "Step") },
];

const fn simple(word: &'static str, type_name: &'static str) -> Activation {
    Activation { word, type_name, parameter: None, differentiable: true }
}

impl Activation {
    /// What a loss sees of it as the last: `prelu` is a stage behind a linear layer.
    pub(crate) fn as_last(&self) -> &'static str {
        if self.type_name == ACTIVATIONS[0].type_name { LINEAR } else { self.word }
    }
}

/// The activation of a word.
pub(crate) fn find(word: &str) -> Option<&'static Activation> {
    ACTIVATIONS.iter().find(|activation| activation.word == word)
}

/// The activation of a word, or that of none.
pub(crate) fn find_or_linear(word: Option<&syn::Ident>) -> &'static Activation {
    let known = word.and_then(|word| find(&word.to_string()));
    known.unwrap_or(&ACTIVATIONS[0])
}

/// What others call some of them.
const ALIASES: &[(&str, &str)] = &[
    ("swish", "silu"),
    ("lrelu", "leaky_relu"),
    ("logistic", "sigmoid"),
    ("identity", "linear"),
    ("none", "linear"),
];

/// The activation that was meant; none where it is the name of a type.
pub(crate) fn nearest(written: &str) -> Option<&'static str> {
    if written.starts_with(char::is_uppercase) {
        return None;
    }
    let words = ACTIVATIONS.iter().map(|activation| activation.word);
    near::alias(written, ALIASES).or_else(|| near::nearest(written, words))
}

/// A word as it is written, with its argument if it takes one.
pub(crate) fn example(word: &str) -> String {
    match find(word).and_then(|known| known.parameter) {
        Some(Parameter { usual, .. }) => format!("{word}({usual})"),
        None => word.to_owned(),
    }
}

/// All words, for messages.
pub(crate) fn words() -> String {
    let words: Vec<String> =
        ACTIVATIONS.iter().map(|activation| format!("`{}`", activation.word)).collect();
    words.join(", ")
}
