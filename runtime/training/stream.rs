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
    /// Trains on samples as they come, as from a sensor, in their own order, a step for each batch; returns their mean
    /// loss. It is one epoch, holds no more than one batch in memory, and [tells the schedule](Self::observe) the mean
    /// loss.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// // Measurements of what is to be learned: `1 + 2 x`.
    /// let measured = (0..500_u16).map(|time| f32::from(time % 7) / 7.0).map(|x| ([x], [1.0 + 2.0 * x]));
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.3));
    /// let loss = trainer.batch(2).fit_stream(&mut net, measured)?;
    /// assert!(loss < 0.1);
    /// assert!((net.predict(&[0.5])[0] - 2.0).abs() < 1e-2);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit`](Self::fit), each before the step that its sample is a part of: the network
    /// has learned from the batches before. [`Error::UnboundedBatch`] after [`full_batch`](Self::full_batch).
    pub fn fit_stream<T: Target<N::Output>>(
        &mut self,
        net: &mut N,
        samples: impl IntoIterator<Item = (N::Input, T)>,
    ) -> Result<f32, Error> {
        self.try_fit_stream(net, samples.into_iter().map(Ok))
    }

    /// The same on samples of which each may fail to come, as from a file. It stops at the first error and returns it;
    /// the network has then learned from the batches before.
    ///
    /// ```
    /// use std::io::{BufRead, BufReader};
    ///
    /// use sinew::prelude::*;
    ///
    /// type Sample = ([f32; 1], [f32; 1]);
    ///
    /// fn read(line: std::io::Result<String>) -> Result<Sample, Box<dyn std::error::Error>> {
    ///     let line = line?;
    ///     let (x, y) = line.split_once(' ').ok_or("a line has two numbers")?;
    ///     Ok(([x.parse()?], [y.parse()?]))
    /// }
    ///
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    /// let file = BufReader::new("0 1\n1 3\n2 5\n".as_bytes());
    /// let loss = trainer.batch(2).try_fit_stream(&mut net, file.lines().map(read))?;
    /// assert!(loss > 0.0);
    ///
    /// let damaged = BufReader::new("0 1\n1 3\n2 five\n".as_bytes());
    /// let error = trainer.try_fit_stream(&mut net, damaged.lines().map(read)).unwrap_err();
    /// assert_eq!(error.to_string(), "invalid float literal");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the samples, and those of [`fit_stream`](Self::fit_stream).
    pub fn try_fit_stream<T: Target<N::Output>, E: From<Error>>(
        &mut self,
        net: &mut N,
        samples: impl IntoIterator<Item = Result<(N::Input, T), E>>,
    ) -> Result<f32, E> {
        self.check_settings()?;
        match self.batch {
            0 => return Err(Error::EmptyBatch.into()),
            usize::MAX => return Err(Error::UnboundedBatch.into()),
            _ => {}
        }
        let mean = self.pass(net, samples.into_iter().fuse())?;
        self.epochs_run = self.epochs_run.saturating_add(1);
        self.observe(mean);
        Ok(mean)
    }

    /// Once through all samples; their mean loss.
    #[allow(clippy::cast_possible_truncation)]
    fn pass<T: Target<N::Output>, E: From<Error>>(
        &mut self,
        net: &mut N,
        mut samples: impl Iterator<Item = Result<(N::Input, T), E>>,
    ) -> Result<f32, E> {
        let mut batch = Vec::new();
        let (mut total, mut count) = (0.0, 0_usize);
        loop {
            batch.clear();
            for sample in samples.by_ref().take(self.batch) {
                batch.push(sample?);
            }
            if batch.is_empty() {
                break;
            }
            let samples = Later { data: &batch[..], before: count };
            check(&samples, L::TARGETS)?;
            total += f64::from(self.step_in(net, &Batch::whole(&samples))?) * batch.len() as f64;
            count += batch.len();
        }
        if count == 0 {
            return Err(Error::NoSamples.into());
        }
        Ok((total / count as f64) as f32)
    }
}
