//! The loop that trains a network.

mod early_stopping;
mod epochs;
mod mode;
mod plateau;
mod report;
mod schedule;
mod shaping;
mod step;
#[cfg(feature = "std")]
mod stream;
#[cfg(test)]
mod tests;
mod trainer;

pub use early_stopping::EarlyStopping;
pub use mode::{Deterministic, Fast, Mode};
pub use report::{Epoch, Report, Stop};
pub use schedule::Schedule;
pub use trainer::Trainer;
