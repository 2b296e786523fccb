use core::any::Any;
use core::marker::PhantomData;
use core::ops::Range;

use generic_array::GenericArray;
use typenum::Unsigned;

use super::{Noise, Stage, TrainableStage};
use crate::activation::Activated;
use crate::diagnosis::Inspection;
use crate::init::Random;
use crate::kernel::{Inputs, Isa, Kernel, Layout, Moved, OneSample, Update, ValuesOf};
use crate::network::{Network, ParametersOf, Trainable};

/// Another network as a stage: its parameters lie among those of the network that it is a part of.
///
/// `I` is the width of the stage before. That it is the network's own is checked where the stage is
/// declared, once: what is compiled here of a network where it is not, never runs.
pub struct Nested<N, const I: usize> {
    offset: usize,
    network: PhantomData<fn() -> N>,
}

impl<N, const I: usize> Clone for Nested<N, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N, const I: usize> Copy for Nested<N, I> {}

impl<N, const I: usize> Nested<N, I> {
    /// The stage whose first parameter is number `offset` of the network around it.
    #[must_use]
    pub const fn new(offset: usize) -> Self {
        Self { offset, network: PhantomData }
    }
}

impl<N: Trainable, const I: usize> Nested<N, I> {
    /// The activation of the nested network's last layer.
    pub const HEAD: N::Head = N::HEAD;
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

    /// What becomes of the nested network's gradient within that of the network around it.
    #[inline(always)]
    fn within<U: Update>(self, update: &mut U) -> impl Update {
        Moved::new(
            update,
            #[inline(always)]
            move |parameter| self.offset + parameter,
        )
    }
}

/// The same numbers as those of another array type, if that is the same type. It is where the sizes of a stage
/// agree, as they do in every network that compiles, and the question is gone in what is compiled.
#[inline(always)]
pub(super) fn same<A: Any, B: Any>(values: &A) -> Option<&B> {
    (values as &dyn Any).downcast_ref()
}

/// The same for writing.
#[inline(always)]
fn same_mut<A: Any, B: Any>(values: &mut A) -> Option<&mut B> {
    (values as &mut dyn Any).downcast_mut()
}

impl<N: Network, const I: usize> Stage for Nested<N, I> {
    type Input = [f32; I];
    type Output = N::Output;
    const FROZEN: usize = N::Parameters::USIZE - N::Trained::USIZE;

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        N::initialize(self.view_mut(parameters), random);
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        mut input: impl Inputs<K, [f32; I]>,
        output: &mut ValuesOf<K, N::Output>,
    ) {
        let Some(input) = same::<_, ValuesOf<K, N::Input>>(input.values(kernel)) else { return };
        N::infer(kernel, self.view(parameters), input, output);
    }
}

impl<N: Trainable, const I: usize> TrainableStage for Nested<N, I> {
    type Head = N::Head;
    const REGULARIZED: bool = N::REGULARIZED;
    type Trace<L: Layout> = N::Trace<L>;
    type Deltas<L: Layout> = N::Deltas<L>;

    fn activation(self) -> N::Head {
        N::HEAD
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> N::Trace<L> {
        N::empty_trace()
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> N::Deltas<L> {
        N::empty_deltas()
    }

    #[inline(always)]
    fn head<L: Layout>(self, trace: &N::Trace<L>) -> &Activated<L::Values<N::Output>> {
        N::head(trace)
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, deltas: &mut N::Deltas<L>) -> &mut L::Values<N::Output> {
        N::head_delta(deltas)
    }

    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; I]>,
        noise: Noise,
        trace: &mut N::Trace<K::Layout>,
    ) {
        let Some(input) = same(input) else { return };
        // The offset tells the stages of one network from those of another.
        #[allow(clippy::cast_possible_truncation, reason = "a network has fewer parameters")]
        let noise = noise.of_stage(!(self.offset as u32));
        N::trace(kernel, self.view(parameters), input, noise, trace);
    }

    #[inline(always)]
    fn backpropagate<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &N::Trace<K::Layout>,
        deltas: &mut N::Deltas<K::Layout>,
    ) {
        N::backpropagate(kernel, self.view(parameters), trace, deltas);
    }

    #[inline(always)]
    fn frozen_before(self, parameter: usize) -> usize {
        N::frozen_before(self.before(parameter))
    }

    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        trace: &N::Trace<K::Layout>,
        deltas: &N::Deltas<K::Layout>,
        update: &mut U,
    ) {
        let Some(input) = same(input) else { return };
        N::gradient(kernel, input, trace, deltas, &mut self.within(update));
    }

    #[inline(always)]
    fn regularize<S: Isa, U: Update>(self, isa: S, parameters: &[f32], update: &mut U) {
        let update = &mut self.within(update);
        N::regularize(isa, self.view(parameters), update);
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        trace: &N::Trace<K::Layout>,
        deltas: &N::Deltas<K::Layout>,
    ) -> f32 {
        let Some(input) = same(input) else { return 0.0 };
        N::largest_gradient(kernel, input, trace, deltas)
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &N::Trace<K::Layout>,
        deltas: &mut N::Deltas<K::Layout>,
        by_input: &mut ValuesOf<K, [f32; I]>,
    ) {
        let Some(by_input) = same_mut(by_input) else { return };
        N::input_gradient(kernel, self.view(parameters), trace, deltas, by_input);
    }

    fn inspect(
        self,
        trace: &N::Trace<OneSample>,
        inspection: &mut Inspection<'_, N::Deltas<OneSample>>,
    ) {
        N::inspect(trace, &mut inspection.behind(self.offset));
    }
}
