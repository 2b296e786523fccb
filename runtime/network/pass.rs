//! What is done with samples and their targets: their outputs, their loss, its gradient, a step.

use super::batch::{Samples, Work};
use super::{Network, ParametersOf, Trainable, TrainedOf, of_trained};
use crate::activation::Activated;
use crate::error::Quantity;
use crate::kernel::{Array, Each, Kernel, Sums, Update, Values, ValuesOf, half_empty};
use crate::layers::Noise;
use crate::loss::Loss;
use crate::math::Sum;
use crate::optimizer::{BlocksOf, Optimizer, Point};

/// The outputs alone, shown one sample after the other.
pub(crate) struct Predict<'a, N: Network> {
    pub(crate) parameters: &'a ParametersOf<N>,
    /// How many samples there are: the last tile may not be full.
    pub(crate) samples: usize,
    pub(crate) show: &'a mut dyn FnMut(usize, &N::Output),
}

impl<N: Network> Work<N> for Predict<'_, N> {
    #[inline(always)]
    fn visit<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>) {
        let mut outputs = Values::zeros();
        N::infer(kernel, self.parameters, samples.input, &mut outputs);
        for place in 0..K::SAMPLES.min(self.samples - samples.first) {
            let mut output = N::Output::ZEROS;
            let numbers = outputs.flat().iter().skip(place).step_by(K::SAMPLES);
            output.flat_mut().iter_mut().zip(numbers).for_each(|(slot, number)| *slot = *number);
            (self.show)(samples.first + place, &output);
        }
    }
}

/// The loss alone.
pub(crate) struct Evaluate<'a, N: Trainable, L> {
    pub(crate) parameters: &'a ParametersOf<N>,
    pub(crate) loss: L,
    pub(crate) noise: Noise,
    /// The mean loss, once all samples were visited.
    pub(crate) mean: Sum,
}

impl<N: Trainable, L: Loss<N::Head>> Work<N> for Evaluate<'_, N, L> {
    const OTHER_CLASS: f32 = L::OTHER_CLASS;

    #[inline(always)]
    fn visit<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>) {
        let mut trace = N::empty_trace();
        let noise = self.noise.at_sample(samples.first);
        N::trace(kernel, self.parameters, samples.input, noise, &mut trace);
        let losses = self.loss.value::<K, N::Output>(kernel, N::head(&trace), samples.target);
        self.mean.add(kernel.total(&losses, samples.shares));
    }
}

/// The loss, and its gradient as a sum over all samples.
pub(crate) struct Differentiate<'a, N: Trainable, L> {
    pub(crate) parameters: &'a ParametersOf<N>,
    pub(crate) loss: L,
    pub(crate) noise: Noise,
    /// A sum for each trained parameter.
    pub(crate) gradient: &'a mut TrainedOf<N>,
    /// The mean loss, once all samples were visited.
    pub(crate) mean: Sum,
}

impl<N: Trainable, L: Loss<N::Head>> Work<N> for Differentiate<'_, N, L> {
    const OTHER_CLASS: f32 = L::OTHER_CLASS;

    #[inline(always)]
    fn visit<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>) {
        let mut passes = Passes::<N, K>::empty();
        self.mean.add(passes.run(kernel, self.parameters, self.loss, self.noise, samples));
        passes.gradient(kernel, samples, &mut of_trained::<N>(&mut Sums(self.gradient)));
    }
}

/// A step on samples that are visited all at once: the gradient is never in memory.
pub(crate) struct Step<'a, N: Trainable, L, O: Optimizer> {
    pub(crate) parameters: &'a mut ParametersOf<N>,
    pub(crate) loss: L,
    pub(crate) noise: Noise,
    pub(crate) optimizer: O,
    pub(crate) state: &'a mut O::State,
    pub(crate) memory: &'a mut BlocksOf<O, N::Block<N::Trained>>,
    /// The mean loss, or what was not finite.
    pub(crate) outcome: Result<f32, Quantity>,
}

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer> Step<'_, N, L, O> {
    #[inline(always)]
    fn take<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>) -> Result<f32, Quantity> {
        let Self { parameters, loss, noise, optimizer, state, memory, .. } = self;
        let isa = kernel.isa();
        let mut passes = Passes::<N, K>::empty();
        let point = Point::<N, O>::of_step(isa, *optimizer, memory, parameters);
        let mean = passes.run(kernel, point.parameters(), *loss, *noise, samples);
        if !mean.is_finite() {
            point.leave(isa);
            return Err(Quantity::Loss);
        }
        let largest = N::largest_gradient(kernel, samples.input, &passes.trace, &passes.deltas);
        let mut descent = point.descend(isa, state, largest)?;
        passes.gradient(kernel, samples, &mut descent);
        Ok(mean)
    }
}

impl<N: Trainable, L: Loss<N::Head>, O: Optimizer> Work<N> for Step<'_, N, L, O> {
    const OTHER_CLASS: f32 = L::OTHER_CLASS;

    #[inline(always)]
    fn visit<K: Kernel>(&mut self, kernel: K, samples: Samples<'_, N, K>) {
        self.outcome = self.take(kernel, samples);
    }
}

/// What the passes forward and back leave for the gradient.
struct Passes<N: Trainable, K: Kernel> {
    trace: N::Trace<K::Layout>,
    deltas: N::Deltas<K::Layout>,
}

impl<N: Trainable, K: Kernel> Passes<N, K> {
    #[inline(always)]
    fn empty() -> Self {
        Self { trace: N::empty_trace(), deltas: N::empty_deltas() }
    }

    /// Both passes; returns the sum of the losses, each times its share.
    #[inline(always)]
    fn run<L: Loss<N::Head>>(
        &mut self,
        kernel: K,
        parameters: &ParametersOf<N>,
        loss: L,
        noise: Noise,
        samples: Samples<'_, N, K>,
    ) -> f32 {
        let Samples { input, target, shares, first } = samples;
        N::trace(kernel, parameters, input, noise.at_sample(first), &mut self.trace);
        let head = N::head(&self.trace);
        let delta = N::head_delta(&mut self.deltas);
        let mean = loss_and_delta::<N, L, K>(kernel, loss, head, target, shares, delta);
        N::backpropagate(kernel, parameters, &self.trace, &mut self.deltas);
        mean
    }

    #[inline(always)]
    fn gradient(&self, kernel: K, samples: Samples<'_, N, K>, update: &mut impl Update) {
        N::gradient(kernel, samples.input, &self.trace, &self.deltas, update);
    }
}

/// The sum of the losses, each times its share, and the `δ` of the last layer, in vectors that its units fill.
#[inline(always)]
fn loss_and_delta<N: Trainable, L: Loss<N::Head>, K: Kernel>(
    kernel: K,
    loss: L,
    head: &Activated<ValuesOf<K, N::Output>>,
    target: &ValuesOf<K, N::Output>,
    shares: &Each<K>,
    delta: &mut ValuesOf<K, N::Output>,
) -> f32 {
    if const { half_empty(K::UNITS, N::Output::LENGTH) } {
        let kernel = kernel.narrower();
        return loss_and_delta::<N, L, K::Narrower>(kernel, loss, head, target, shares, delta);
    }
    let losses = loss.value::<K, N::Output>(kernel, head, target);
    let mut of_sample = Values::zeros();
    loss.delta::<K, N::Output>(kernel, N::HEAD, head, target, &mut of_sample);
    kernel.zip_each::<N::Output>(
        &of_sample,
        shares,
        delta,
        #[inline(always)]
        |delta, share| delta * share,
    );
    kernel.total(&losses, shares)
}
