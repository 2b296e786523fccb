//! The loop that trains a network.

mod permutation;
mod plateau;
mod report;
mod schedule;
mod trainer;

pub use report::{Report, Stop};
pub use schedule::Schedule;
pub use trainer::Trainer;
