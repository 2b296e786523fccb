use core::ops::Range;

use super::{Nested, Noise, Stage, TrainableStage};
use crate::activation::{Activated, Linear};
use crate::diagnosis::Inspection;
use crate::executor::{Executor, Inputs, Task};
use crate::init::Random;
use crate::kernel::{Call, Kernel, Layout, One, OneSample, Sink, Values, on_isa};
use crate::network::{DeltasOf, Fingerprint, Network, TraceOf, Trainable, TrainableArchitecture};

/// `residual { .. }`: `a = x + f(x)`, where `f` is what stands between the braces, a network `N` of its own
/// (He et al., *Deep Residual Learning for Image Recognition*, 2015).
pub struct Residual<N, const I: usize>(Nested<N, I>);

impl<N, const I: usize> Clone for Residual<N, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N, const I: usize> Copy for Residual<N, I> {}

impl<N: Network, const I: usize> Residual<N, I> {
    /// The stage whose first parameter is number `offset` of the network around it, and which of its stages it is.
    #[must_use]
    pub const fn new(offset: usize, stage: u32) -> Self {
        Self(Nested::new(offset, stage))
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.0.end()
    }
}

/// What the way forward through a `residual` leaves: what it leaves inside, and the sum.
#[derive(Debug, Clone, PartialEq)]
pub struct ResidualTrace<T, V> {
    /// What stands between the braces.
    pub inside: T,
    /// `a = x + f(x)`, and the same as `z`.
    pub sum: Activated<V>,
}

/// The `δ` inside a `residual`, and that of the sum.
pub struct ResidualDeltas<D, V> {
    inside: D,
    sum: V,
}

/// Of one length, as they are in every network that compiles.
#[inline(always)]
fn copy(from: &[f32], to: &mut [f32]) {
    debug_assert_eq!(from.len(), to.len());
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// Adds to each unit the same unit of another.
struct Add<'a> {
    sum: &'a mut [f32],
    addend: &'a [f32],
}

impl Task for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) {
        kernel.update_zip(
            self.sum,
            self.addend,
            #[inline(always)]
            |sum, addend| sum + addend,
        );
    }

    fn shared(self, call: Call) {
        on_isa!(call, isa => self.on(One(isa)));
    }
}

impl<N: Network, const I: usize> Stage for Residual<N, I> {
    type Input = [f32; I];
    type Output = [f32; I];
    const FROZEN: usize = <Nested<N, I> as Stage>::FROZEN;

    fn place(self) -> Range<usize> {
        self.0.place()
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        self.0.initialize(random, parameters);
    }

    fn fingerprint(self, fingerprint: &mut Fingerprint) {
        fingerprint.word("residual {");
        self.0.fingerprint(fingerprint);
        fingerprint.word("}");
    }

    #[inline(always)]
    fn infer<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        mut input: impl Inputs<E>,
        output: &mut [f32],
    ) {
        let input = input.units(executor);
        self.0.infer(executor, parameters, input, output);
        executor.run::<[f32; I], _>(Add { sum: output, addend: input });
    }
}

impl<N: Trainable, const I: usize> TrainableStage for Residual<N, I> {
    type Head = Linear;
    const REGULARIZED: bool = N::Architecture::REGULARIZED;
    type Trace<L: Layout> = ResidualTrace<TraceOf<N, L>, L::Values<[f32; I]>>;
    type Deltas<L: Layout> = ResidualDeltas<DeltasOf<N, L>, L::Values<[f32; I]>>;

    fn activation(self) -> Linear {
        Linear
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> Self::Trace<L> {
        ResidualTrace { inside: N::Architecture::empty_trace(), sum: Activated::zeros() }
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> Self::Deltas<L> {
        ResidualDeltas { inside: N::Architecture::empty_deltas(), sum: Values::zeros() }
    }

    #[inline(always)]
    fn head<L: Layout>(self, trace: &Self::Trace<L>) -> &Activated<L::Values<[f32; I]>> {
        &trace.sum
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, deltas: &mut Self::Deltas<L>) -> &mut L::Values<[f32; I]> {
        &mut deltas.sum
    }

    #[inline(always)]
    fn trace<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: &[f32],
        noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    ) {
        let ResidualTrace { inside, sum } = trace;
        self.0.trace(executor, parameters, input, noise, inside);
        let Activated { z, a } = sum;
        copy(N::Architecture::head(inside).a.flat(), a.flat_mut());
        executor.run::<[f32; I], _>(Add { sum: a.flat_mut(), addend: input });
        copy(a.flat(), z.flat_mut());
    }

    /// What reaches the sum reaches what stands between the braces.
    #[inline(always)]
    fn backpropagate<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
    ) {
        let ResidualDeltas { inside, sum } = deltas;
        copy(sum.flat(), self.0.delta_mut::<E::Layout>(inside));
        self.0.delta(executor, parameters, &trace.inside, inside);
    }

    #[inline(always)]
    fn frozen_before(self, parameter: usize) -> usize {
        self.0.frozen_before(parameter)
    }

    #[inline(always)]
    fn gradient<E: Executor, S: Sink>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
        sink: &mut S,
    ) {
        self.0.gradient(executor, input, &trace.inside, &deltas.inside, sink);
    }

    #[inline(always)]
    fn regularize<S: Sink>(self, parameters: &[f32], sink: &mut S) {
        self.0.regularize(parameters, sink);
    }

    #[inline(always)]
    fn each_weights<V: FnMut(Range<usize>)>(self, visit: &mut V) {
        self.0.each_weights(visit);
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        self,
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
    ) -> f32 {
        self.0.largest_gradient(executor, input, &trace.inside, &deltas.inside)
    }

    /// `∂L/∂x = δ + ∂f/∂xᵀ δ`.
    #[inline(always)]
    fn input_gradient<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    ) {
        let ResidualDeltas { inside, sum } = deltas;
        self.0.input_gradient(executor, parameters, &trace.inside, inside, by_input);
        executor.run::<[f32; I], _>(Add { sum: by_input, addend: sum.flat() });
    }

    fn inspect(
        self,
        trace: &Self::Trace<OneSample>,
        inspection: &mut Inspection<'_, Self::Deltas<OneSample>>,
    ) {
        let inside = &mut inspection.within("inside", |deltas| &mut deltas.inside);
        self.0.inspect(&trace.inside, inside);
    }
}
