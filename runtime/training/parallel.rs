//! The gradient of a batch on all cores.

use core::ops::ControlFlow;
use std::boxed::Box;
use std::vec::Vec;

use rayon::prelude::*;

use super::mode::{Mode, OnIsa};
use super::step::{Ahead, Along};
use super::{Epoch, Report, Trainer};
use crate::data::{Batch, Dataset, check};
use crate::error::Error;
use crate::kernel::{Isa, Target};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::math::Sum;
use crate::network::{Block, Differentiate, ParametersOf, Trainable, visit};
use crate::optimizer::Optimizer;

/// So many samples are one thread's work. It depends on nothing, so that the parts, and with them the order of sums,
/// are the same for any number of threads.
const PART: usize = 128;

impl<N, L, O, M> Trainer<N, L, O, M>
where
    N: Trainable<Input: Sync> + Sync,
    N::Block<N::Trained>: Send,
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
    /// Those of [`fit_on`](Self::fit_on).
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
    /// assert_eq!(trainer.evaluate_on(&net, &validation)?, best.loss());
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`fit_on`](Self::fit_on), of either set.
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
        check(validation)?;
        let validate = |trainer: &Self, net: &N| trainer.loss_of(net, validation).map(Some);
        self.run(net, samples, Self::step_in_parts, validate, watch)
    }

    fn step_in_parts<D>(&mut self, net: &mut N, batch: &Batch<'_, D>) -> Result<f32, Error>
    where
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + Sync + ?Sized,
    {
        let (optimizer, loss, noise) = (self.scheduled(), self.loss, Noise::of_step(self.steps));
        let Self { state, memory, gradient, shaping, .. } = self;
        let point = M::run(Ahead::<N, O> { optimizer, memory, net });
        let parameters = point.parameters();
        let (weight, len) = (batch.total_weight(), batch.len());
        let differentiate = |part: usize| {
            let first = part * PART;
            let batch = &batch.part(first, PART.min(len - first), weight);
            M::run(OfPart::<N, L, D> { parameters, loss, noise, batch })
        };
        let parts: Vec<_> = (0..len.div_ceil(PART)).into_par_iter().map(differentiate).collect();
        let gradient = gradient.numbers_mut();
        gradient.fill(0.0);
        for part in &parts {
            gradient.iter_mut().zip(part.gradient.numbers()).for_each(|(sum, g)| *sum += g);
        }
        let mean = Sum::of(parts.iter().map(|part| part.mean));
        let outcome = M::run(Along { point, state, gradient, shaping: *shaping, mean });
        self.conclude(outcome)
    }
}

/// The gradient of a part of a batch.
struct OfPart<'a, N: Trainable, L, D: ?Sized> {
    parameters: &'a ParametersOf<N>,
    loss: L,
    noise: Noise,
    batch: &'a Batch<'a, D>,
}

/// What a part of a batch adds to the whole.
struct Part<B> {
    gradient: Box<B>,
    mean: f32,
}

impl<N, L, D> OnIsa for OfPart<'_, N, L, D>
where
    N: Trainable,
    L: Loss<N::Head>,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    type Result = Part<N::Block<N::Trained>>;

    #[inline(always)]
    fn on<S: Isa>(self, isa: S) -> Self::Result {
        let Self { parameters, loss, noise, batch } = self;
        let mut sum = Box::new(N::Block::<N::Trained>::zeros());
        let gradient = sum.numbers_mut();
        let mut work = Differentiate::<N, L> { parameters, loss, noise, gradient, mean: Sum::ZERO };
        visit(isa, batch, &mut work);
        let mean = work.mean.value();
        Part { gradient: sum, mean }
    }
}
