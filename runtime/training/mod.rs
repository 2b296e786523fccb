//! The loop that trains a network.

mod bytes;
#[cfg(feature = "std")]
mod checkpoint;
mod early_stopping;
mod epochs;
mod mode;
#[cfg(feature = "rayon")]
mod parallel;
mod pass;
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
#[cfg(feature = "serde")]
mod written;

#[cfg(feature = "std")]
pub use checkpoint::Checkpoint;
pub use early_stopping::EarlyStopping;
pub use mode::{Deterministic, Fast, Mode};
#[cfg(test)]
pub(crate) use pass::Chosen;
pub(crate) use pass::Passes;
pub use report::{Epoch, Report, Stop};
pub use schedule::Schedule;
pub use trainer::Trainer;
