//! Samples that come one after another, and are never all there.

use std::vec::Vec;

use super::Trainer;
use super::mode::Mode;
use crate::data::{Batch, Later, check};
use crate::error::Error;
use crate::kernel::Target;
use crate::loss::Loss;
use crate::network::Trainable;
use crate::optimizer::Optimizer;

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer, M: Mode> Trainer<N, L, O, M> {
    /// Trains on samples as they come, from a file or a sensor, in their own order, a step for each batch;
    /// returns their mean loss. It is one epoch, and holds no more than one batch in memory.
    ///
    /// ```
    /// use std::io::{BufRead, BufReader};
    ///
    /// use sinew::prelude::*;
    ///
    /// let file = BufReader::new("0 1\n1 3\n2 5\n".as_bytes());
    /// let samples = file.lines().map_while(Result::ok).filter_map(|line| {
    ///     let (x, y) = line.split_once(' ')?;
    ///     Some(([x.parse().ok()?], [y.parse().ok()?]))
    /// });
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    /// let loss = trainer.batch(2).fit_stream(&mut net, samples)?;
    /// assert!(loss > 0.0);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit_on`](Self::fit_on), each before the step that its sample is a part of: the network
    /// has learned from the batches before.
    #[allow(clippy::cast_possible_truncation)]
    pub fn fit_stream<T: Target<N::Output>>(
        &mut self,
        net: &mut N,
        samples: impl IntoIterator<Item = (N::Input, T)>,
    ) -> Result<f32, Error> {
        self.check_settings()?;
        if self.batch == 0 {
            return Err(Error::EmptyBatch);
        }
        let mut samples = samples.into_iter();
        let mut batch = Vec::new();
        let (mut total, mut count) = (0.0, 0_usize);
        loop {
            batch.clear();
            batch.extend(samples.by_ref().take(self.batch));
            if batch.is_empty() {
                break;
            }
            let samples = Later { data: &batch[..], before: count };
            check(&samples)?;
            total += f64::from(self.step_in(net, &Batch::whole(&samples))?) * batch.len() as f64;
            count += batch.len();
        }
        if count == 0 {
            return Err(Error::NoSamples);
        }
        self.epochs_run += 1;
        Ok((total / count as f64) as f32)
    }
}
