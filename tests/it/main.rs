//! What sinew does, a module for each topic.

mod activations;
mod batch;
#[cfg(feature = "std")]
mod boxed;
mod budgets;
mod chain;
mod class_weights;
#[cfg(feature = "std")]
mod datasets;
mod diagnosis;
mod expansion;
mod extremes;
mod folds;
mod frozen;
mod functions;
mod gradients;
mod imbalance;
mod initialization;
mod losses;
mod metrics;
mod optimizers;
mod pytorch;
mod regularization;
mod settings;
mod sizes;
#[cfg(feature = "std")]
mod stacks;
mod stages;
mod targets;
mod training;
mod weight_decay;
