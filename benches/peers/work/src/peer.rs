//! What a peer has to offer.

use anyhow::Result;

use crate::fixture::Samples;

/// A network that predicts one sample, or as many as it was built for.
pub trait Predictor {
    /// Inputs of samples, in the form that the peer takes.
    type Inputs;
    /// What the peer returns.
    type Outputs;

    /// The inputs of samples, one after another, in the form that the peer takes.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn inputs(&self, numbers: &[f32]) -> Result<Self::Inputs>;

    /// What is measured.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn predict(&mut self, inputs: &Self::Inputs) -> Result<Self::Outputs>;

    /// The outputs of samples, one after another, as plain numbers.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn numbers(&self, outputs: &Self::Outputs) -> Result<Vec<f32>>;

    /// From the numbers of one sample to the number of the first output.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn predict_first(&mut self, inputs: &[f32]) -> Result<f32> {
        let inputs = self.inputs(inputs)?;
        let outputs = self.predict(&inputs)?;
        Ok(self.numbers(&outputs)?[0])
    }
}

/// A network that learns by gradient descent without momentum.
pub trait Trainer {
    /// Samples of a step, in the form that the peer takes.
    type Batch;

    /// The samples in the form that the peer takes.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn batch(&self, samples: Samples<'_>) -> Result<Self::Batch>;

    /// What is measured: forward, backward and update, on the mean loss of the samples.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn step(&mut self, batch: &Self::Batch) -> Result<()>;

    /// The outputs of the network as it is after the steps so far.
    ///
    /// # Errors
    ///
    /// Those of the peer.
    fn outputs(&mut self, inputs: &[f32]) -> Result<Vec<f32>>;
}
