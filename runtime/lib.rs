#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(unsafe_code)]

#[cfg(any(feature = "std", test))]
extern crate std;

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("sinew needs one of its features `std` and `libm`, for square roots");

mod activation;
pub mod attribute;
mod data;
mod diagnosis;
mod error;
mod executor;
mod init;
pub mod kernel;
mod layers;
mod loss;
mod math;
mod metrics;
mod network;
mod optimizer;
pub mod prelude;
mod text;
mod training;
mod words;

pub use activation::{
    Activated, Activation, Differentiable, Elementwise, Elu, Gelu, HardSigmoid, HardTanh,
    LeakyRelu, Linear, Mish, Relu, Relu6, Selu, Sigmoid, Silu, Sin, Softmax, Softplus, Step, Tanh,
};
pub use data::{ClassWeighted, Dataset, Folds, Part, Samples, TargetScaling, Weighted};
#[cfg(feature = "std")]
pub use data::{StratifiedFolds, Subset};
pub use diagnosis::{LayerDiagnosis, LayerPath, diagnose};
pub use error::{Error, Quantity};
pub use generic_array;
pub use init::Init;
pub use kernel::{Array, Class, Layout, ManySamples, OneSample, Target, TargetDomain, Values};
pub use layers::{Layer, NoBiases};
pub use loss::{
    BinaryCrossEntropy, BinaryCrossEntropyWithLogits, CosineDistance, CrossEntropy,
    CrossEntropyWithLogits, Distribution, ElementwiseLoss, Hinge, Huber, KullbackLeibler, Logits,
    Loss, MeanAbsoluteError, MeanSquaredError, PositiveWeighted, Probabilities, Smoothed,
};
pub use math::Real;
#[cfg(feature = "std")]
pub use metrics::roc_auc;
pub use metrics::{Confusion, Regression, roc_auc_of, top_k_accuracy};
#[cfg(feature = "std")]
pub use network::Boxed;
pub use network::{
    Architecture, Block, Chain, GradientCheck, Network, ParametersOf, Shape, TraceOf, Trainable,
    TrainableArchitecture, gradient_check,
};
pub use optimizer::{
    AdaGrad, Adam, AdamW, BlocksOf, Lion, Memory, Momentum, Nesterov, Optimizer, PerParameter,
    RealsOf, RmsProp, Sgd, WeightsOnly,
};
#[cfg(feature = "std")]
pub use training::Checkpoint;
pub use training::{
    Deterministic, EarlyStopping, Epoch, Fast, Mode, Report, Schedule, Stop, Trainer,
};
pub use typenum;

/// What the code that `network!` writes refers to. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::diagnosis::Inspection;
    pub use crate::executor::{Executor, Inputs, Task, ValuesOf};
    pub use crate::init::Random;
    pub use crate::kernel::{Aligned, Call, Sink};
    pub use crate::layers::{
        Affine, Dense, Dropout, LayerNorm, Nested, Noise, ParametersInside, Prelu, Residual,
        ResidualTrace, Stage, Standardize, TrainableStage, is_activation, is_trainable,
    };
    pub use crate::loss::{
        Asked, HasLoss, Scored, elementwise_gradient, elementwise_score, elementwise_value, fits,
    };
    pub use crate::network::{Fingerprint, PushBit};
    pub use crate::optimizer::{Motion, Slices};
    pub use crate::text::{Text, over_budget};
    pub use crate::words::{
        KiB, MiB, budget, flash, freeze, init, l2, loss, macs, no_bias, ram, repeat, seed,
    };
    pub use sinew_macros::network;
}

#[doc = include_str!("network.md")]
#[macro_export]
macro_rules! network {
    ($($network:tt)*) => {
        $crate::__private::network! { [$crate] $($network)* }
    };
}
