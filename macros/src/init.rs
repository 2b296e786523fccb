//! The initialisations of the language, and the functions that they stand for.

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

/// All words, for messages.
pub(crate) const WORDS: &str = "`he`, `xavier`, `lecun`, `zeros`, `uniform(limit)`";
