//! The words of the language that stand for no type.

use syn::Ident;

use crate::activation::{self, Parameter};
use crate::{budget, init, loss, stage};

/// What stands in the brackets behind a layer.
pub(crate) const MODIFIERS: &[&str] = &["no_bias", "init", "freeze", "l2"];

/// Those that stand alone.
pub(crate) const VALUELESS: &[&str] = &["no_bias", "freeze"];

/// What a network is given beside its stages.
pub(crate) const SETTINGS: &[&str] = &["init", "seed", "loss", "budget"];

/// `repeat 3 { 8 relu }`.
pub(crate) const REPEAT: &str = "repeat";

/// Whether a word has an item of its own in the runtime crate, which says what it means.
pub(crate) fn has_item(word: &Ident) -> bool {
    let words = MODIFIERS.iter().chain(SETTINGS).chain([&REPEAT]);
    words.copied().chain(budget::words()).any(|known| word == known)
}

/// What to say of parentheses with nothing in them behind a word.
pub(crate) fn no_argument(word: &str) -> String {
    match parameter(word) {
        Ok(Some(Parameter { name, usual })) => {
            format!("expected the {name} of `{word}`: `{word}({usual})`")
        }
        Ok(None) => format!("`{word}` takes no argument: write it alone"),
        Err(NotOurs) => format!("expected an argument, `{word}(0.01)`, or `{word}` alone"),
    }
}

/// A word that is none of the language.
struct NotOurs;

/// What the argument of a word means, if it takes one.
fn parameter(word: &str) -> Result<Option<Parameter>, NotOurs> {
    activation::find(word)
        .map(|known| known.parameter)
        .or_else(|| stage::find(word).map(|known| known.parameter))
        .or_else(|| loss::find(word).map(|known| known.form.parameter()))
        .or_else(|| init::of_word(word).map(init::Init::parameter))
        .ok_or(NotOurs)
}

/// The setting that only an attribute takes: the path of the runtime crate.
pub(crate) const CRATE: &str = "crate";
