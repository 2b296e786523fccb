//! The initialisations of the language, and the functions that they stand for.

use crate::activation::{Parameter, Range};
use crate::near;

/// The word `name` stands for `Init::name`.
pub(crate) struct Init {
    pub(crate) name: &'static str,
    pub(crate) takes_limit: bool,
}

const INITS: &[Init] = &[
    Init { name: "he", takes_limit: false },
    Init { name: "xavier", takes_limit: false },
    Init { name: "lecun", takes_limit: false },
    Init { name: "zeros", takes_limit: false },
    Init { name: "uniform", takes_limit: true },
];

/// The initialisation of a word.
pub(crate) fn find(word: &syn::Path) -> Option<&'static Init> {
    INITS.iter().find(|init| word.is_ident(init.name))
}

impl Init {
    /// What its argument means, if it takes one.
    pub(crate) fn parameter(&self) -> Option<Parameter> {
        self.takes_limit.then_some(Parameter { name: "limit", usual: "0.5" })
    }
}

/// What a limit has to be.
pub(crate) const LIMIT: Range = Range {
    words: "a number from 0 up",
    contains: |limit| (0.0..f64::INFINITY).contains(&limit),
    question: "is_init_valid",
};

/// The same of a word as text.
pub(crate) fn of_word(word: &str) -> Option<&'static Init> {
    INITS.iter().find(|init| word == init.name)
}

/// What others call some of them.
const ALIASES: &[(&str, &str)] =
    &[("kaiming", "he"), ("glorot", "xavier"), ("zero", "zeros"), ("random", "uniform(0.5)")];

/// The initialisation that was meant.
pub(crate) fn nearest(written: &str) -> Option<&'static str> {
    let words = INITS.iter().map(|init| init.name);
    near::alias(written, ALIASES).or_else(|| near::nearest(written, words))
}

/// All words, for messages.
pub(crate) const WORDS: &str = "`he`, `xavier`, `lecun`, `zeros`, `uniform(limit)`";
