//! A crate that hands sinew on to its own users.

pub use sinew::network as neural_network;
pub use sinew::prelude;
pub use {sinew, sinew::attribute::network as annotated};
