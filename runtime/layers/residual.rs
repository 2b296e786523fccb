use core::ops::Range;

use super::nested::same;
use super::{Nested, Noise, Stage, TrainableStage};
use crate::activation::{Activated, Linear};
use crate::diagnosis::Inspection;
use crate::init::Random;
use crate::kernel::{Inputs, Isa, Kernel, Layout, OneSample, Update, Values, ValuesOf};
use crate::network::{Network, Trainable};

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
    /// The stage whose first parameter is number `offset` of the network around it.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self(Nested::new(offset))
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

#[inline(always)]
fn add<K: Kernel, const I: usize>(
    kernel: K,
    left: &ValuesOf<K, [f32; I]>,
    right: &ValuesOf<K, [f32; I]>,
    sum: &mut ValuesOf<K, [f32; I]>,
) {
    kernel.zip::<[f32; I]>(
        left,
        right,
        sum,
        #[inline(always)]
        |left, right| left + right,
    );
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

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        mut input: impl Inputs<K, [f32; I]>,
        output: &mut ValuesOf<K, [f32; I]>,
    ) {
        let input = input.values(kernel);
        let mut inside = Values::zeros();
        self.0.infer(kernel, parameters, input, &mut inside);
        let Some(inside) = same(&inside) else { return };
        add::<K, I>(kernel, input, inside, output);
    }
}

impl<N: Trainable, const I: usize> TrainableStage for Residual<N, I> {
    type Head = Linear;
    const REGULARIZED: bool = N::REGULARIZED;
    type Trace<L: Layout> = ResidualTrace<N::Trace<L>, L::Values<[f32; I]>>;
    type Deltas<L: Layout> = ResidualDeltas<N::Deltas<L>, L::Values<[f32; I]>>;

    fn activation(self) -> Linear {
        Linear
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> Self::Trace<L> {
        ResidualTrace { inside: N::empty_trace(), sum: Activated::zeros() }
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> Self::Deltas<L> {
        ResidualDeltas { inside: N::empty_deltas(), sum: Values::zeros() }
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
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; I]>,
        noise: Noise,
        trace: &mut Self::Trace<K::Layout>,
    ) {
        self.0.trace(kernel, parameters, input, noise, &mut trace.inside);
        let Some(inside) = same(&N::head(&trace.inside).a) else { return };
        add::<K, I>(kernel, input, inside, &mut trace.sum.a);
        trace.sum.z.clone_from(&trace.sum.a);
    }

    /// What reaches the sum reaches what stands between the braces.
    #[inline(always)]
    fn backpropagate<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Self::Trace<K::Layout>,
        deltas: &mut Self::Deltas<K::Layout>,
    ) {
        let ResidualDeltas { inside, sum } = deltas;
        let Some(sum) = same(sum) else { return };
        self.0.delta(kernel, parameters, &trace.inside, sum, inside);
    }

    #[inline(always)]
    fn frozen_before(self, parameter: usize) -> usize {
        self.0.frozen_before(parameter)
    }

    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        trace: &Self::Trace<K::Layout>,
        deltas: &Self::Deltas<K::Layout>,
        update: &mut U,
    ) {
        self.0.gradient(kernel, input, &trace.inside, &deltas.inside, update);
    }

    #[inline(always)]
    fn regularize<S: Isa, U: Update>(self, isa: S, parameters: &[f32], update: &mut U) {
        self.0.regularize(isa, parameters, update);
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        trace: &Self::Trace<K::Layout>,
        deltas: &Self::Deltas<K::Layout>,
    ) -> f32 {
        self.0.largest_gradient(kernel, input, &trace.inside, &deltas.inside)
    }

    /// `∂L/∂x = δ + ∂f/∂xᵀ δ`.
    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Self::Trace<K::Layout>,
        deltas: &mut Self::Deltas<K::Layout>,
        by_input: &mut ValuesOf<K, [f32; I]>,
    ) {
        let mut through = Values::zeros();
        let ResidualDeltas { inside, sum } = deltas;
        self.0.input_gradient(kernel, parameters, &trace.inside, inside, &mut through);
        add::<K, I>(kernel, sum, &through, by_input);
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
