//! What every peer written in Rust does: the same networks, samples, works, measurement and check.
//!
//! A peer implements [`Predictor`] and, if it can train, [`Trainer`]; [`run`] does the rest.
//! `python/work.py` is the twin of this crate.

mod bench;
mod check;
mod fixture;
mod measure;
mod peer;

pub use bench::{Bench, run};
pub use fixture::{Activation, Layer, Loss, Network, SAMPLES, Samples};
pub use peer::{Predictor, Trainer};
