//! The layers of a network: where their parameters lie, and what they do with them.

mod dense;
mod view;

pub use dense::Dense;
pub use view::{Layer, NoBiases};
