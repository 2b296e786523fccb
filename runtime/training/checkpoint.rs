use std::string::String;
use std::vec::Vec;

use typenum::Unsigned;

use super::{Schedule, Trainer};
use crate::error::Error;
use crate::network::{Fingerprint, Network};
use crate::optimizer::{Memory, Optimizer, RealsOf};

/// All that training goes on from: the network's parameters, what the optimizer `O` remembers, and how many steps and
/// epochs were run. [`Trainer::checkpoint`] makes one, [`Trainer::resume`] goes on from it.
///
/// With the feature `serde` it is written to any format and read from it, if `O::State` is, as that of all optimizers
/// here. All bits come back if the format keeps those of `f32` and `f64`; `serde_json` does with its feature
/// `float_roundtrip`. [`EarlyStopping`](crate::EarlyStopping) is to be written beside it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(bound(
        serialize = "O::State: serde::Serialize",
        deserialize = "O::State: serde::Deserialize<'de>"
    ))
)]
pub struct Checkpoint<O: Optimizer> {
    optimizer: String,
    /// The fingerprint of its architecture.
    network: u64,
    parameters: Vec<f32>,
    memory: Vec<Vec<f32>>,
    state: O::State,
    schedule: Schedule,
    steps: usize,
    epochs: usize,
}

impl<O: Optimizer> Checkpoint<O> {
    /// How many epochs were run before it, as [`Trainer::epochs_run`] said.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Checkpoint;
    ///
    /// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.1));
    /// trainer.batch(2).epochs(3).fit(&mut net, &line)?;
    /// let checkpoint: Checkpoint<Adam> = trainer.checkpoint(&net);
    /// assert_eq!((checkpoint.epochs_run(), checkpoint.steps_run()), (3, 6));
    /// # Ok::<(), sinew::Error>(())
    /// ```
    #[must_use]
    pub fn epochs_run(&self) -> usize {
        self.epochs
    }

    /// How many steps were taken before it, as [`Trainer::steps_run`] said.
    #[must_use]
    pub fn steps_run(&self) -> usize {
        self.steps
    }

    /// What is remembered of one parameter among those that are trained.
    fn memory_of(&self, parameter: usize) -> RealsOf<O, f32> {
        let number = |block: &Vec<f32>| block.get(parameter).copied();
        O::Memory::of_one(|place| self.memory.get(place).and_then(number).unwrap_or(f32::NAN))
    }

    /// The parameters, and what is remembered of them.
    fn blocks(&self) -> impl Iterator<Item = &Vec<f32>> {
        core::iter::once(&self.parameters).chain(&self.memory)
    }
}

impl<N: Network, L, O: Optimizer, M> Trainer<N, L, O, M> {
    /// Where training stands. A trainer with the same settings [goes on](Self::resume) from it as if it had
    /// never stopped: the same bits.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let samples = [([0.0, 1.0], [1.0]), ([1.0, 0.0], [0.0]), ([1.0, 1.0], [1.0])];
    /// network! { #[derive(Debug, PartialEq)] struct Net< 2 => 4 tanh => 1 sigmoid >; }
    /// let trainer = || Trainer::new(BinaryCrossEntropy, Adam::new(0.01));
    ///
    /// let (mut net, mut whole) = (Net::seeded(7), trainer());
    /// whole.epochs(10).batch(2).fit(&mut net, &samples)?;
    ///
    /// let (mut first, mut part) = (Net::seeded(7), trainer());
    /// part.epochs(4).batch(2).fit(&mut first, &samples)?;
    /// let checkpoint = part.checkpoint(&first);
    ///
    /// let (mut rest, mut again) = (Net::zeros(), trainer());
    /// again.resume(&mut rest, &checkpoint)?;
    /// again.epochs(10 - again.epochs_run()).batch(2).fit(&mut rest, &samples)?;
    /// assert_eq!(rest, net);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    #[must_use]
    pub fn checkpoint(&self, net: &N) -> Checkpoint<O> {
        let mut memory = Vec::new();
        O::Memory::each(&self.memory, |numbers| memory.push(numbers.to_vec()));
        Checkpoint {
            optimizer: O::NAME.into(),
            network: Fingerprint::of::<N>(),
            parameters: net.parameters().to_vec(),
            memory,
            state: self.state,
            schedule: self.schedule,
            steps: self.steps,
            epochs: self.epochs_run,
        }
    }

    /// Goes on from a checkpoint. The loss, the settings of the optimizer, the batches and their order are not in it:
    /// they are to be set as they were. The schedule is.
    ///
    /// # Errors
    ///
    /// [`Error::OtherCheckpoint`] if it is that of another network, or of another optimizer, as its
    /// [`NAME`](Optimizer::NAME) tells. Networks are told apart by their stages: kinds, sizes, the types of activations, and
    /// which layers are frozen.
    /// [`Error::NonFiniteCheckpoint`] if a number in it is NaN or infinite, [`Error::DamagedCheckpoint`] if training cannot
    /// lead to one. Both stay as they were.
    pub fn resume(&mut self, net: &mut N, checkpoint: &Checkpoint<O>) -> Result<(), Error> {
        self.check_fits(checkpoint)?;
        self.check_finite(checkpoint)?;
        self.check_possible(checkpoint)?;
        net.parameters_mut().copy_from_slice(&checkpoint.parameters);
        let mut memory = checkpoint.memory.iter();
        O::Memory::each_mut(&mut self.memory, |numbers| {
            memory.next().into_iter().for_each(|kept| numbers.copy_from_slice(kept));
        });
        self.state = checkpoint.state;
        self.schedule = checkpoint.schedule;
        self.steps = checkpoint.steps;
        self.epochs_run = checkpoint.epochs;
        Ok(())
    }

    fn check_fits(&self, checkpoint: &Checkpoint<O>) -> Result<(), Error> {
        let mut blocks = std::vec![N::Parameters::USIZE];
        O::Memory::each(&self.memory, |numbers| blocks.push(numbers.len()));
        let lengths = || checkpoint.blocks().map(Vec::len);
        let is_ours =
            checkpoint.optimizer == O::NAME && checkpoint.network == Fingerprint::of::<N>();
        if is_ours && lengths().eq(blocks.iter().copied()) {
            return Ok(());
        }
        Err(Error::OtherCheckpoint { expected: blocks.iter().sum(), found: lengths().sum() })
    }

    fn check_finite(&self, checkpoint: &Checkpoint<O>) -> Result<(), Error> {
        // A state with such a number allows no step.
        let allows = |mut state| self.optimizer.longest_step(&mut state, 0.0).is_finite();
        let is_damaged = allows(self.optimizer.start()) && !allows(checkpoint.state);
        let mut numbers = checkpoint.blocks().flatten();
        if is_damaged || !checkpoint.schedule.is_finite() || !numbers.all(|w| w.is_finite()) {
            return Err(Error::NonFiniteCheckpoint);
        }
        Ok(())
    }

    fn check_possible(&self, checkpoint: &Checkpoint<O>) -> Result<(), Error> {
        let Checkpoint { schedule, steps, epochs, .. } = *checkpoint;
        // Each epoch has a step.
        let are_counts = epochs <= steps && steps <= MOST_STEPS;
        let mut memories = (0..N::Trained::USIZE).map(|parameter| checkpoint.memory_of(parameter));
        let may_remember = |memory| self.optimizer.may_remember(checkpoint.state, &memory);
        if are_counts && schedule.is_possible() && memories.all(may_remember) {
            return Ok(());
        }
        Err(Error::DamagedCheckpoint)
    }
}

/// A step takes a nanosecond or more, and no run thirty years. Where a count has fewer bits, it stops at its last number.
const MOST_STEPS: usize = if usize::BITS < 64 { usize::MAX - 1 } else { usize::MAX >> 4 };
