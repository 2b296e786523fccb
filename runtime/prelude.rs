//! What most programs need: `use sinew::prelude::*;`.

pub use crate::data::Dataset;
pub use crate::loss::{
    BinaryCrossEntropy, BinaryCrossEntropyWithLogits, CosineDistance, CrossEntropy,
    CrossEntropyWithLogits, Hinge, Huber, KullbackLeibler, MeanAbsoluteError, MeanSquaredError,
};
pub use crate::network;
pub use crate::network::{Chain, Network, Trainable};
pub use crate::optimizer::{AdaGrad, Adam, AdamW, Lion, Momentum, Nesterov, RmsProp, Sgd};
pub use crate::training::{EarlyStopping, Schedule, Trainer};
