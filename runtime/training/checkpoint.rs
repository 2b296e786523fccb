use std::vec::Vec;

use super::{Schedule, Trainer};
use crate::error::Error;
use crate::network::Network;
use crate::optimizer::{Memory, Optimizer};

/// All that training goes on from: the network's parameters, what the optimizer remembers, and how many steps and
/// epochs were run. `S` is [`Optimizer::State`].
///
/// With the feature `serde` it is written to any format and read from it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Checkpoint<S> {
    parameters: Vec<f32>,
    memory: Vec<Vec<f32>>,
    state: S,
    schedule: Schedule,
    steps: usize,
    epochs: usize,
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
    /// again.epochs(6).batch(2).fit(&mut rest, &samples)?;
    /// assert_eq!(rest, net);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    #[must_use]
    pub fn checkpoint(&self, net: &N) -> Checkpoint<O::State> {
        let mut memory = Vec::new();
        O::Memory::each(&self.memory, |numbers| memory.push(numbers.to_vec()));
        Checkpoint {
            parameters: net.parameters().to_vec(),
            memory,
            state: self.state,
            schedule: self.schedule,
            steps: self.steps,
            epochs: self.epochs_run,
        }
    }

    /// Goes on from a checkpoint. The loss, the optimizer, the batches and their order are not in it: they are to be set
    /// as they were.
    ///
    /// # Errors
    ///
    /// [`Error::OtherCheckpoint`] if it is that of another network or of another optimizer, and
    /// [`Error::NonFiniteCheckpoint`] if a number in it is NaN or infinite. Both stay as they were.
    pub fn resume(&mut self, net: &mut N, checkpoint: &Checkpoint<O::State>) -> Result<(), Error> {
        let mut blocks = std::vec![net.parameters().len()];
        O::Memory::each(&self.memory, |numbers| blocks.push(numbers.len()));
        let expected = blocks.iter().sum();
        let all = || core::iter::once(&checkpoint.parameters).chain(&checkpoint.memory);
        if !all().map(Vec::len).eq(blocks) {
            let found = all().map(Vec::len).sum();
            return Err(Error::OtherCheckpoint { expected, found });
        }
        if !all().flatten().all(|number| number.is_finite()) {
            return Err(Error::NonFiniteCheckpoint);
        }
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
}
