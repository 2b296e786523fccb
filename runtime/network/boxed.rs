use core::fmt;

use generic_array::ArrayLength;

use super::{Block, HeapBlock, Network, ParametersOf, Trainable};
use crate::activation::Activated;
use crate::diagnosis::Inspection;
use crate::executor::{Executor, Inputs};
use crate::init::Random;
use crate::kernel::{Layout, OneSample, Sink};
use crate::layers::Noise;

/// The network `N` with its parameters on the heap, for one that is too large for a stack.
///
/// It is made in place: no copy of the parameters ever lies on the stack, and a trainer keeps its
/// gradient and its optimizer's state on the heap too.
///
/// ```
/// use sinew::prelude::*;
///
/// network! { pub struct Large< 1024 => 1024 relu => 10 softmax >; }
///
/// let net = Large::boxed(7);
/// assert_eq!(net.predict(&[0.5; 1024]).len(), 10);
///
/// let mut same = Boxed::<Large>::zeros();
/// same.reseed(7);
/// assert!(same == net && same == Boxed::seeded(7));
/// # use sinew::Boxed;
/// ```
pub struct Boxed<N: Network> {
    parameters: HeapBlock<N::Parameters>,
}

impl<N: Network> Clone for Boxed<N> {
    fn clone(&self) -> Self {
        let mut clone = Self::zeros();
        clone.parameters.numbers_mut().copy_from_slice(self.parameters.numbers());
        clone
    }
}

impl<N: Network> PartialEq for Boxed<N> {
    fn eq(&self, other: &Self) -> bool {
        self.parameters.numbers() == other.parameters.numbers()
    }
}

impl<N: Network> fmt::Debug for Boxed<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Boxed").field("parameters", self.parameters.numbers()).finish()
    }
}

impl<N: Network> Boxed<N> {
    /// All weights and biases zero.
    #[must_use]
    pub fn zeros() -> Self {
        Self { parameters: Block::zeros() }
    }

    /// The random start of a seed, the same as that of the network on the stack.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        let mut net = Self::zeros();
        N::initialize(net.parameters.numbers_mut(), &mut Random::new(seed));
        net
    }
}

impl<N: Network> Network for Boxed<N> {
    type Inputs = N::Inputs;
    type Outputs = N::Outputs;
    type Parameters = N::Parameters;
    type Trained = N::Trained;
    type Input = N::Input;
    type Output = N::Output;
    const UNITS: usize = N::UNITS;
    const MULTIPLY_ADDS: usize = N::MULTIPLY_ADDS;
    const FLASH_BYTES: usize = size_of::<ParametersOf<N>>();
    type Block<P: ArrayLength> = HeapBlock<P>;

    #[inline(always)]
    fn parameters(&self) -> &ParametersOf<N> {
        self.parameters.numbers()
    }

    #[inline(always)]
    fn parameters_mut(&mut self) -> &mut ParametersOf<N> {
        self.parameters.numbers_mut()
    }

    fn initialize(parameters: &mut ParametersOf<N>, random: &mut Random) {
        N::initialize(parameters, random);
    }

    #[inline(always)]
    fn infer<E: Executor>(
        executor: E,
        parameters: &ParametersOf<N>,
        input: impl Inputs<E>,
        output: &mut [f32],
    ) {
        N::infer(executor, parameters, input, output);
    }
}

impl<N: Trainable> Trainable for Boxed<N> {
    type Head = N::Head;
    const HEAD: N::Head = N::HEAD;
    const REGULARIZED: bool = N::REGULARIZED;
    type Trace<L: Layout> = N::Trace<L>;
    type Deltas<L: Layout> = N::Deltas<L>;

    #[inline(always)]
    fn empty_trace<L: Layout>() -> N::Trace<L> {
        N::empty_trace()
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>() -> N::Deltas<L> {
        N::empty_deltas()
    }

    #[inline(always)]
    fn trace<E: Executor>(
        executor: E,
        parameters: &ParametersOf<N>,
        input: &[f32],
        noise: Noise,
        trace: &mut N::Trace<E::Layout>,
    ) {
        N::trace(executor, parameters, input, noise, trace);
    }

    #[inline(always)]
    fn head<L: Layout>(trace: &N::Trace<L>) -> &Activated<L::Values<N::Output>> {
        N::head(trace)
    }

    #[inline(always)]
    fn head_delta<L: Layout>(deltas: &mut N::Deltas<L>) -> &mut L::Values<N::Output> {
        N::head_delta(deltas)
    }

    #[inline(always)]
    fn backpropagate<E: Executor>(
        executor: E,
        parameters: &ParametersOf<N>,
        trace: &N::Trace<E::Layout>,
        deltas: &mut N::Deltas<E::Layout>,
    ) {
        N::backpropagate(executor, parameters, trace, deltas);
    }

    #[inline(always)]
    fn gradient<E: Executor, S: Sink>(
        executor: E,
        input: &[f32],
        trace: &N::Trace<E::Layout>,
        deltas: &N::Deltas<E::Layout>,
        sink: &mut S,
    ) {
        N::gradient(executor, input, trace, deltas, sink);
    }

    #[inline(always)]
    fn regularize<S: Sink>(parameters: &ParametersOf<N>, sink: &mut S) {
        N::regularize(parameters, sink);
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        executor: E,
        input: &[f32],
        trace: &N::Trace<E::Layout>,
        deltas: &N::Deltas<E::Layout>,
    ) -> f32 {
        N::largest_gradient(executor, input, trace, deltas)
    }

    #[inline(always)]
    fn frozen_before(parameter: usize) -> usize {
        N::frozen_before(parameter)
    }

    #[inline(always)]
    fn input_gradient<E: Executor>(
        executor: E,
        parameters: &ParametersOf<N>,
        trace: &N::Trace<E::Layout>,
        deltas: &mut N::Deltas<E::Layout>,
        by_input: &mut [f32],
    ) {
        N::input_gradient(executor, parameters, trace, deltas, by_input);
    }

    fn inspect(trace: &N::Trace<OneSample>, inspection: &mut Inspection<'_, N::Deltas<OneSample>>) {
        N::inspect(trace, inspection);
    }
}
