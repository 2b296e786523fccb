//! The stages of the language that keep the width, and the types that they stand for.

use crate::activation::{self, Parameter};
use crate::near::nearest;
use crate::words::REPEAT;

/// `residual { 8 relu => 8 }`.
pub(crate) const RESIDUAL: &str = "residual";

/// A word of the language, and the type in the runtime crate.
pub(crate) struct Keep {
    pub(crate) word: &'static str,
    pub(crate) type_name: &'static str,
    /// What its argument means, if it takes one.
    pub(crate) parameter: Option<Parameter>,
    /// Whether it cannot do without.
    pub(crate) needs_argument: bool,
    /// How many parameters it has for each unit.
    pub(crate) parameters: usize,
    pub(crate) is_trained: bool,
}

pub(crate) const DROPOUT: &str = "dropout";
pub(crate) const LAYER_NORM: &str = "layer_norm";
pub(crate) const STANDARDIZE: &str = "standardize";

const KEEPS: &[Keep] = &[
    Keep {
        word: DROPOUT,
        type_name: "Dropout",
        parameter: Some(Parameter { name: "rate", usual: "0.2" }),
        needs_argument: true,
        parameters: 0,
        is_trained: false,
    },
    Keep {
        word: LAYER_NORM,
        type_name: "LayerNorm",
        parameter: Some(Parameter { name: "epsilon", usual: "1e-5" }),
        needs_argument: false,
        parameters: 2,
        is_trained: true,
    },
    Keep {
        word: STANDARDIZE,
        type_name: "Standardize",
        parameter: None,
        needs_argument: false,
        parameters: 3,
        is_trained: false,
    },
    Keep {
        word: "affine",
        type_name: "Affine",
        parameter: None,
        needs_argument: false,
        parameters: 2,
        is_trained: true,
    },
];

/// What stands behind the activation `prelu`.
pub(crate) const PRELU: Keep = Keep {
    word: "prelu",
    type_name: "Prelu",
    parameter: None,
    needs_argument: false,
    parameters: 1,
    is_trained: true,
};

/// The stage of a word.
pub(crate) fn find(word: &str) -> Option<&'static Keep> {
    KEEPS.iter().find(|keep| keep.word == word)
}

/// All words that may stand where a layer does.
fn words() -> impl Iterator<Item = &'static str> {
    KEEPS.iter().map(|keep| keep.word).chain([RESIDUAL, REPEAT])
}

/// What a word alone must be, if it is no constant: an activation without a size, or a stage with a slip.
pub(crate) fn no_size(word: &str) -> Option<String> {
    if activation::find(word).is_some() {
        let example = activation::example(word);
        return Some(format!("`{word}` needs a size before it: `8 {example}`"));
    }
    if !word.starts_with(char::is_lowercase) {
        return None;
    }
    let meant = nearest(word, words()).map(str::to_owned).or_else(|| {
        activation::nearest(word).map(|meant| format!("8 {}", activation::example(meant)))
    });
    meant.map(|meant| format!("no stage is called `{word}`: did you mean `{meant}`?"))
}

/// Whether a word stands for a stage that has no size of its own.
pub(crate) fn has_no_size(word: &str) -> bool {
    words().any(|stage| stage == word)
}

/// What the braces of a word hold, for messages.
pub(crate) fn example(word: &syn::Ident) -> &'static str {
    if word == RESIDUAL { "{ 8 relu => 8 }" } else { "3 { 8 relu }" }
}
