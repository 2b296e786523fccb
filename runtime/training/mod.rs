//! The loop that trains a network.

mod permutation;
mod report;
mod trainer;

pub use report::{Report, Stop};
pub use trainer::Trainer;
