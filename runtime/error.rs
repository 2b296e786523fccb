use core::fmt;

use crate::kernel::TargetDomain;

/// What can go wrong at run time. Nothing is lost by it: outputs are not written, and a network keeps
/// the parameters that its last good step gave it.
///
/// ```
/// use sinew::{Error, network};
///
/// let outcome = network!(1 => 1).predict_batch(&[[0.0], [1.0]], &mut [[0.0]]);
/// assert_eq!(outcome, Err(Error::LengthMismatch { inputs: 2, outputs: 1 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// There is no sample to learn from.
    NoSamples,
    /// The batch size is zero.
    EmptyBatch,
    /// The batch is to be all samples, but they come in a stream, and are never all there.
    UnboundedBatch,
    /// A batch of inputs and the place for its outputs differ in length.
    LengthMismatch {
        /// How many inputs there are.
        inputs: usize,
        /// For how many outputs there is a place.
        outputs: usize,
    },
    /// There are not as many targets as inputs.
    TargetCount {
        /// How many inputs there are.
        inputs: usize,
        /// How many targets there are.
        targets: usize,
    },
    /// There are not as many weights as samples.
    WeightCount {
        /// How many samples there are.
        samples: usize,
        /// How many weights there are.
        weights: usize,
    },
    /// The weight of a sample is negative, NaN or infinite.
    Weight {
        /// The number of the sample, from 0.
        sample: usize,
    },
    /// The weights of all samples sum up to 0, or to no finite number: there is no mean loss.
    TotalWeight,
    /// A sample is of a class for which the network has no output.
    NoSuchClass {
        /// The number of the sample, from 0.
        sample: usize,
        /// The class, from 0.
        class: usize,
        /// How many classes the outputs tell apart.
        classes: usize,
    },
    /// A class has no sample, so that it cannot be weighed or told from others.
    EmptyClass {
        /// The class, from 0.
        class: usize,
    },
    /// A checkpoint is that of another network, or of another optimizer.
    OtherCheckpoint {
        /// How many numbers it should hold.
        expected: usize,
        /// How many it holds.
        found: usize,
    },
    /// A checkpoint holds a number that is NaN or infinite.
    NonFiniteCheckpoint,
    /// A checkpoint holds a number that training cannot lead to: what the optimizer
    /// [may not remember](crate::Optimizer::may_remember), such as a negative mean of squares; a count of steps or epochs.
    DamagedCheckpoint,
    /// An input or a target is NaN or infinite.
    NonFiniteSample {
        /// The number of the sample, from 0.
        sample: usize,
    },
    /// A target is not what the loss takes.
    Target {
        /// The number of the sample, from 0.
        sample: usize,
        /// The target.
        value: f32,
        /// What the loss takes.
        domain: TargetDomain,
    },
    /// The targets of a sample are no distribution, as the loss takes it: their sum is not 1.
    TargetSum {
        /// The number of the sample, from 0.
        sample: usize,
        /// The sum.
        sum: f32,
    },
    /// An output of the network for a sample is NaN or infinite, so that it cannot be judged.
    NonFiniteOutput {
        /// The number of the sample, from 0.
        sample: usize,
    },
    /// A setting of the optimizer, of the loss or of the trainer is out of range. Nothing was done.
    Setting {
        /// What it is called.
        name: &'static str,
        /// What it must be.
        range: &'static str,
    },
    /// With the factor of the schedule, no step has a length; or an optimizer of one's own says so of any gradient.
    OptimizerSetting,
    /// A number became NaN or infinite while training. The step that made it was not taken.
    Diverged {
        /// Which number it was.
        quantity: Quantity,
        /// The number of the step, from 0, since the trainer was made.
        step: usize,
    },
}

/// What was not finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// The mean loss of the batch.
    Loss,
    /// A parameter, after a step that is longer than `2^103`: half a unit in the last place of the
    /// largest number. Or what the optimizer remembers of one, such as the square of its gradient.
    Parameter,
}

impl Error {
    /// What is wrong with a setting, unless it is in its range.
    pub(crate) const fn unless(
        is_in_range: bool,
        name: &'static str,
        range: &'static str,
    ) -> Result<(), Self> {
        if is_in_range { Ok(()) } else { Err(Self::Setting { name, range }) }
    }

    /// The same of a rate.
    pub(crate) fn unless_rate(rate: f32, name: &'static str) -> Result<(), Self> {
        Self::unless((0.0..f32::INFINITY).contains(&rate), name, "finite, and not negative")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSamples => write!(f, "there is no sample: give at least one"),
            Self::EmptyBatch => write!(f, "the batch size is 0: it must be at least 1"),
            Self::UnboundedBatch => {
                write!(f, "a stream is no full batch: give the batch a size, as by `.batch(32)`")
            }
            Self::LengthMismatch { inputs, outputs } => write!(
                f,
                "{inputs} inputs, but a place for {outputs} outputs: both slices must be of one length"
            ),
            Self::TargetCount { inputs, targets } => {
                write!(
                    f,
                    "{inputs} inputs, but {targets} targets: both slices must be of one length"
                )
            }
            Self::WeightCount { samples, weights } => {
                write!(f, "{samples} samples, but {weights} weights: each sample needs one")
            }
            Self::Weight { sample } => {
                write!(f, "the weight of sample {sample} is negative, NaN or infinite")
            }
            Self::TotalWeight => write!(
                f,
                "the weights of all samples sum up to 0, or beyond the largest number: let some count, and scale them"
            ),
            Self::NoSuchClass { sample, class, classes } => write!(
                f,
                "sample {sample} is of class {class}, but the outputs tell {classes} classes apart, from 0 on"
            ),
            Self::EmptyClass { class } => {
                write!(f, "there is no sample of class {class}: each class needs one")
            }
            Self::OtherCheckpoint { expected, found } if expected == found => write!(
                f,
                "the checkpoint is that of another network or optimizer, with as many numbers"
            ),
            Self::OtherCheckpoint { expected, found } => write!(
                f,
                "the checkpoint holds {found} numbers instead of {expected}: it is that of another network or optimizer"
            ),
            Self::NonFiniteCheckpoint => {
                write!(f, "the checkpoint holds a number that is NaN or infinite: it is damaged")
            }
            Self::DamagedCheckpoint => write!(
                f,
                "the checkpoint holds a number that training cannot lead to, such as a negative mean of squares: it is damaged"
            ),
            Self::NonFiniteSample { sample } => {
                write!(f, "sample {sample} holds a number that is NaN or infinite")
            }
            Self::Target { sample, value, domain } => {
                write!(f, "sample {sample} has the target {value}, but this loss takes {domain}")
            }
            Self::TargetSum { sample, sum } => write!(
                f,
                "the targets of sample {sample} sum up to {sum}, but this loss takes {}",
                TargetDomain::Distributions
            ),
            Self::NonFiniteOutput { sample } => {
                write!(f, "an output for sample {sample} is NaN or infinite")
            }
            Self::Setting { name, range } => {
                write!(f, "`{name}` is out of range: it must be {range}")
            }
            Self::OptimizerSetting => write!(
                f,
                "a setting of the optimizer or its schedule is out of range: rates are finite, and a decay shrinks"
            ),
            Self::Diverged { quantity, step } => write!(
                f,
                "{quantity} is not finite at step {step}: lower the learning rate, or scale the data"
            ),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loss => "the loss",
            Self::Parameter => "a parameter",
        })
    }
}

impl core::error::Error for Error {}
