//! The gradient of a batch on all cores.

use core::ops::ControlFlow;
use std::vec::Vec;

use generic_array::ArrayLength;
use rayon::prelude::*;

use super::mode::Mode;
use super::pass::Means;
use super::{Epoch, Report, Trainer};
use crate::data::{Batch, Dataset, check_to_learn};
use crate::error::Error;
use crate::kernel::Target;
use crate::loss::Loss;
use crate::network::{Block, Trainable};
use crate::optimizer::Optimizer;

/// So many samples are one thread's work. It depends on nothing, so that the parts, and with them the order of sums,
/// are the same for any number of threads.
const PART: usize = 128;

impl<N, L, O, M> Trainer<N, L, O, M>
where
    N: Trainable<Input: Sync> + Sync,
    L: Loss<N::Head> + Send + Sync,
    O: Optimizer,
    M: Mode,
{
    /// [`fit_watched`](Self::fit_watched) on all cores, in rayon's current pool of threads: the gradient of each batch
    /// is summed up in parts of 128 samples, and the parts in their order. So the result has the same bits for any
    /// number of threads, though not those of [`fit`](Self::fit). It pays for batches of several hundred samples of a
    /// network with thousands of parameters.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use sinew::prelude::*;
    ///
    /// let wave: Vec<_> = (0..1000).map(|x| ([x as f32 / 500.0], [(x as f32 / 160.0).sin()])).collect();
    /// let mut net = network!(1 => 64 tanh => 64 tanh => 1);
    /// net.reseed(7);
    /// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.01));
    /// let watch = |_: &sinew::Epoch<'_, _>| ControlFlow::Continue(());
    /// let report = trainer.epochs(50).full_batch().fit_parallel(&mut net, &wave, watch)?;
    /// assert!(report.loss < 0.1);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit`](Self::fit).
    pub fn fit_parallel<D>(
        &mut self,
        net: &mut N,
        samples: &D,
        watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + Sync + ?Sized,
    {
        self.run(net, samples, Self::step_in_parts, |_, _| Ok(None), watch)
    }

    /// The same, and measures the loss over a validation set after each epoch, as
    /// [`fit_validated`](Self::fit_validated) does. That is done by one thread.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let wave: Vec<_> = (0..1000).map(|x| ([x as f32 / 500.0], [(x as f32 / 160.0).sin()])).collect();
    /// let (training, validation) = wave.hold_out(0.2, 3);
    /// let mut net = network!(1 => 16 tanh => 1);
    /// net.reseed(7);
    /// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.1));
    /// let mut best = EarlyStopping::new(5);
    /// trainer.epochs(200).full_batch();
    /// trainer.fit_parallel_validated(&mut net, &training, &validation, |epoch| best.observe(epoch))?;
    /// best.restore(&mut net);
    /// assert_eq!(trainer.evaluate(&net, &validation)?, best.loss());
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit`](Self::fit), of either set.
    pub fn fit_parallel_validated<D, V>(
        &mut self,
        net: &mut N,
        samples: &D,
        validation: &V,
        watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()>,
    ) -> Result<Report, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + Sync + ?Sized,
        V: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        check_to_learn(validation, L::TARGETS)?;
        let validate = |trainer: &Self, net: &N| trainer.loss_of(net, validation).map(Some);
        self.run(net, samples, Self::step_in_parts, validate, watch)
    }

    fn step_in_parts<D>(&mut self, net: &mut N, batch: &Batch<'_, D>) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + Sync + ?Sized,
    {
        self.step_along_whole(net, batch, |passes, parameters, gradient| {
            let differentiate = |first: usize| {
                let part = &batch.part(first, PART.min(batch.len() - first));
                let mut gradient = Block::<N::Trained>::zeros();
                let passes = passes.after(first);
                let loss = passes.differentiate(parameters, gradient.numbers_mut(), part)?;
                Some(Part { gradient, loss, share: batch.scale() * part.total_weight() })
            };
            let firsts = (0..batch.len()).into_par_iter().step_by(PART);
            let parts: Vec<_> = firsts.map(differentiate).collect::<Option<_>>()?;
            let mut means = Means::of(gradient.len());
            for Part { gradient, loss, share } in &parts {
                means.add(*loss, gradient.numbers(), *share);
            }
            Some(means.take(gradient))
        })
    }
}

/// The mean loss and gradient of a part of a batch.
struct Part<P: ArrayLength> {
    gradient: Block<P>,
    loss: f32,
    /// How much of the batch it is.
    share: f32,
}
