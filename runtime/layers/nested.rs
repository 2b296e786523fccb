use core::marker::PhantomData;
use core::ops::Range;

use generic_array::GenericArray;
use typenum::Unsigned;

use super::{Noise, Stage, TrainableStage};
use crate::activation::Activated;
use crate::diagnosis::Inspection;
use crate::executor::{Executor, Inputs};
use crate::init::Random;
use crate::kernel::{Layout, Renumbered, Sink};
use crate::network::{
    Architecture, DeltasOf, Fingerprint, Network, ParametersOf, TraceOf, Trainable,
    TrainableArchitecture,
};

/// Another network as a stage: its parameters lie among those of the network that it is a part of.
///
/// `I` is the width of the stage before. That it is the network's own is checked where the stage is
/// declared, once: what is compiled here of a network where it is not, never runs.
pub struct Nested<N, const I: usize> {
    offset: usize,
    /// Which stage of the network around it this is: no two drop the same units.
    stage: u32,
    network: PhantomData<fn() -> N>,
}

impl<N, const I: usize> Clone for Nested<N, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N, const I: usize> Copy for Nested<N, I> {}

impl<N, const I: usize> Nested<N, I> {
    /// The stage whose first parameter is number `offset` of the network around it, and which of its stages it is.
    #[must_use]
    pub const fn new(offset: usize, stage: u32) -> Self {
        Self { offset, stage, network: PhantomData }
    }
}

impl<N: Trainable, const I: usize> Nested<N, I> {
    /// The activation of the nested network's last layer.
    pub const HEAD: N::Head = N::Architecture::HEAD;
}

/// The parameters of a network inside another, by its stage: of a stage that is none, rustc says no more.
pub type ParametersInside<N, const I: usize> = <Nested<N, I> as Inside>::Parameters;

/// A network inside another.
pub trait Inside {
    /// Its parameters.
    type Parameters;
}

impl<N: Network, const I: usize> Inside for Nested<N, I> {
    type Parameters = ParametersOf<N>;
}

impl<N: Network, const I: usize> Nested<N, I> {
    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + N::Parameters::USIZE
    }

    /// The nested network's own parameters.
    #[inline(always)]
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> &ParametersOf<N> {
        GenericArray::from_slice(&parameters[self.offset..self.end()])
    }

    /// The nested network's own parameters, for writing.
    #[inline(always)]
    pub fn view_mut(self, parameters: &mut [f32]) -> &mut ParametersOf<N> {
        GenericArray::from_mut_slice(&mut parameters[self.offset..self.end()])
    }

    /// What takes the nested network's gradient within that of the network around it.
    #[inline(always)]
    fn within<S: Sink>(self, sink: &mut S) -> impl Sink {
        Renumbered::new(
            sink,
            #[inline(always)]
            move |parameter| self.offset + parameter,
        )
    }
}

impl<N: Network, const I: usize> Stage for Nested<N, I> {
    type Input = [f32; I];
    type Output = N::Output;
    const FROZEN: usize = N::Parameters::USIZE - N::Trained::USIZE;

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        N::Architecture::initialize(self.view_mut(parameters), random);
    }

    fn fingerprint(self, fingerprint: &mut Fingerprint) {
        N::Architecture::fingerprint(fingerprint);
    }

    #[inline(always)]
    fn infer<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: impl Inputs<E>,
        output: &mut [f32],
    ) {
        N::Architecture::infer(executor, self.view(parameters), input, output);
    }
}

impl<N: Trainable, const I: usize> TrainableStage for Nested<N, I> {
    type Head = N::Head;
    const REGULARIZED: bool = N::Architecture::REGULARIZED;
    type Trace<L: Layout> = TraceOf<N, L>;
    type Deltas<L: Layout> = DeltasOf<N, L>;

    fn activation(self) -> N::Head {
        N::Architecture::HEAD
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> TraceOf<N, L> {
        N::Architecture::empty_trace()
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> DeltasOf<N, L> {
        N::Architecture::empty_deltas()
    }

    #[inline(always)]
    fn head<L: Layout>(self, trace: &TraceOf<N, L>) -> &Activated<L::Values<N::Output>> {
        N::Architecture::head(trace)
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, deltas: &mut DeltasOf<N, L>) -> &mut L::Values<N::Output> {
        N::Architecture::head_delta(deltas)
    }

    #[inline(always)]
    fn trace<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: &[f32],
        noise: Noise,
        trace: &mut TraceOf<N, E::Layout>,
    ) {
        let noise = noise.of_stage(self.stage);
        N::Architecture::trace(executor, self.view(parameters), input, noise, trace);
    }

    #[inline(always)]
    fn backpropagate<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &TraceOf<N, E::Layout>,
        deltas: &mut DeltasOf<N, E::Layout>,
    ) {
        N::Architecture::backpropagate(executor, self.view(parameters), trace, deltas);
    }

    #[inline(always)]
    fn frozen_before(self, parameter: usize) -> usize {
        N::Architecture::frozen_before(self.before(parameter))
    }

    #[inline(always)]
    fn gradient<E: Executor, S: Sink>(
        self,
        executor: E,
        input: &[f32],
        trace: &TraceOf<N, E::Layout>,
        deltas: &DeltasOf<N, E::Layout>,
        sink: &mut S,
    ) {
        N::Architecture::gradient(executor, input, trace, deltas, &mut self.within(sink));
    }

    #[inline(always)]
    fn regularize<S: Sink>(self, parameters: &[f32], sink: &mut S) {
        N::Architecture::regularize(self.view(parameters), &mut self.within(sink));
    }

    #[inline(always)]
    fn each_weights<V: FnMut(Range<usize>)>(self, visit: &mut V) {
        N::Architecture::each_weights(&mut |Range { start, end }| {
            visit(self.offset + start..self.offset + end);
        });
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        self,
        executor: E,
        input: &[f32],
        trace: &TraceOf<N, E::Layout>,
        deltas: &DeltasOf<N, E::Layout>,
    ) -> f32 {
        N::Architecture::largest_gradient(executor, input, trace, deltas)
    }

    #[inline(always)]
    fn input_gradient<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &TraceOf<N, E::Layout>,
        deltas: &mut DeltasOf<N, E::Layout>,
        by_input: &mut [f32],
    ) {
        N::Architecture::input_gradient(executor, self.view(parameters), trace, deltas, by_input);
    }

    fn inspect(self, trace: &TraceOf<N>, inspection: &mut Inspection<'_, DeltasOf<N>>) {
        N::Architecture::inspect(trace, &mut inspection.behind(self.offset));
    }
}
