//! The words of the language that stand for no type.

use syn::Ident;

use crate::budget;

/// What stands in the brackets behind a layer.
pub(crate) const MODIFIERS: &[&str] = &["no_bias", "init", "freeze", "l2"];

/// What a network is given beside its stages.
pub(crate) const SETTINGS: &[&str] = &["init", "seed", "loss", "budget"];

/// `repeat 3 { 8 relu }`.
pub(crate) const REPEAT: &str = "repeat";

/// Whether a word has an item of its own in the runtime crate, which says what it means.
pub(crate) fn has_item(word: &Ident) -> bool {
    let words = MODIFIERS.iter().chain(SETTINGS).chain([&REPEAT]);
    words.copied().chain(budget::words()).any(|known| word == known)
}

/// The setting that only an attribute takes: the path of the runtime crate.
pub(crate) const CRATE: &str = "crate";
