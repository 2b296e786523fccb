//! The words of the language that stand for no type.

/// What stands in the brackets behind a layer.
pub(crate) const MODIFIERS: &[&str] = &["no_bias", "init", "freeze", "l2"];

/// What a network is given beside its stages.
pub(crate) const SETTINGS: &[&str] = &["init", "seed", "loss", "budget"];

/// The setting that only an attribute takes: the path of the runtime crate.
pub(crate) const CRATE: &str = "crate";
