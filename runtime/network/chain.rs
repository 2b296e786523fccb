use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, Range};

use generic_array::{ArrayLength, GenericArray};
use typenum::{Sum, Unsigned};

use super::{
    Architecture, DeltasOf, Fingerprint, Network, ParametersOf, Shape, TraceOf, Trainable,
    TrainableArchitecture,
};
use crate::activation::Activated;
use crate::diagnosis::Inspection;
use crate::executor::{Backward, Executor, Inputs, ValuesOf};
use crate::init::Random;
use crate::kernel::{Layout, OneSample, Renumbered, Sink, Values};
use crate::layers::Noise;

/// Two networks, the outputs of the first being the inputs of the second.
///
/// The sizes must agree, or it does not compile. The parameters of both lie one behind the other in
/// one block, so that an optimizer sees one network.
///
/// ```
/// use sinew::prelude::*;
///
/// network! { struct Encoder< 8 => 3 tanh >; }
/// network! { struct Decoder< 3 => 8 sigmoid >; }
///
/// let mut net = Chain::new(&Encoder::seeded(1), &Decoder::seeded(2));
/// assert_eq!(net.parts().1[..], Decoder::seeded(2).parameters()[..]);
/// let one_hot = [([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])];
/// let before = Trainer::new(BinaryCrossEntropy, Sgd::new(0.5)).step(&mut net, &one_hot)?;
/// let after = Trainer::new(BinaryCrossEntropy, Sgd::new(0.5)).step(&mut net, &one_hot)?;
/// assert!(after < before);
/// # Ok::<(), sinew::Error>(())
/// ```
pub struct Chain<A, B>
where
    A: Network<Parameters: Add<B::Parameters, Output: ArrayLength>>,
    B: Network,
{
    parameters: ChainParameters<A, B>,
    parts: PhantomData<fn() -> (A, B)>,
}

impl<A, B> Clone for Chain<A, B>
where
    A: Network<Parameters: Add<B::Parameters, Output: ArrayLength>>,
    B: Network,
{
    fn clone(&self) -> Self {
        Self { parameters: self.parameters.clone(), parts: PhantomData }
    }
}

impl<A, B> PartialEq for Chain<A, B>
where
    A: Network<Parameters: Add<B::Parameters, Output: ArrayLength>>,
    B: Network,
{
    fn eq(&self, other: &Self) -> bool {
        self.parameters == other.parameters
    }
}

impl<A, B> fmt::Debug for Chain<A, B>
where
    A: Network<Parameters: Add<B::Parameters, Output: ArrayLength>>,
    B: Network,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chain").field("parameters", &self.parameters).finish()
    }
}

/// The parameters of two networks, one behind the other.
type ChainParameters<A, B> =
    GenericArray<f32, Sum<<A as Shape>::Parameters, <B as Shape>::Parameters>>;

impl<A, B> Chain<A, B>
where
    A: Network<Parameters: Add<B::Parameters, Output: ArrayLength>>,
    B: Network<Input = A::Output>,
{
    /// Takes over the parameters of both networks.
    #[must_use]
    pub fn new(first: &A, second: &B) -> Self {
        let mut chain = Self { parameters: GenericArray::default(), parts: PhantomData };
        let (a, b) = split_mut::<A, B>(&mut chain.parameters);
        a.copy_from_slice(first.parameters());
        b.copy_from_slice(second.parameters());
        chain
    }

    /// The parameters of the first network and those of the second.
    #[must_use]
    pub fn parts(&self) -> (&ParametersOf<A>, &ParametersOf<B>) {
        split::<A, B>(&self.parameters)
    }
}

impl<A, B> Shape for Chain<A, B>
where
    A: Network<
            Parameters: Add<B::Parameters, Output: ArrayLength>,
            Trained: Add<B::Trained, Output: ArrayLength>,
        >,
    B: Network<Input = A::Output>,
{
    type Inputs = A::Inputs;
    type Outputs = B::Outputs;
    type Parameters = Sum<A::Parameters, B::Parameters>;
    type Trained = Sum<A::Trained, B::Trained>;
    type Input = A::Input;
    type Output = B::Output;
    const UNITS: usize = A::UNITS + B::UNITS;
    const MULTIPLY_ADDS: usize = A::MULTIPLY_ADDS + B::MULTIPLY_ADDS;
}

impl<A, B> Network for Chain<A, B>
where
    A: Network<
            Parameters: Add<B::Parameters, Output: ArrayLength>,
            Trained: Add<B::Trained, Output: ArrayLength>,
        >,
    B: Network<Input = A::Output>,
{
    type Architecture = Self;

    fn parameters(&self) -> &ParametersOf<Self> {
        &self.parameters
    }

    fn parameters_mut(&mut self) -> &mut ParametersOf<Self> {
        &mut self.parameters
    }
}

impl<A, B> Architecture for Chain<A, B>
where
    A: Network<
            Parameters: Add<B::Parameters, Output: ArrayLength>,
            Trained: Add<B::Trained, Output: ArrayLength>,
        >,
    B: Network<Input = A::Output>,
{
    fn initialize(parameters: &mut ParametersOf<Self>, random: &mut Random) {
        let (a, b) = split_mut::<A, B>(parameters);
        A::Architecture::initialize(a, random);
        B::Architecture::initialize(b, random);
    }

    fn fingerprint(fingerprint: &mut Fingerprint) {
        A::Architecture::fingerprint(fingerprint);
        B::Architecture::fingerprint(fingerprint);
    }

    #[inline(always)]
    fn infer<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        input: impl Inputs<E>,
        output: &mut [f32],
    ) {
        let (a, b) = split::<A, B>(parameters);
        let mut between: ValuesOf<E, A::Output> = Values::zeros();
        A::Architecture::infer(executor, a, input, between.flat_mut());
        B::Architecture::infer(executor, b, between.flat(), output);
    }
}

impl<A, B> TrainableArchitecture for Chain<A, B>
where
    A: Trainable<
            Parameters: Add<B::Parameters, Output: ArrayLength>,
            Trained: Add<B::Trained, Output: ArrayLength>,
        >,
    B: Trainable<Input = A::Output>,
{
    type Head = B::Head;
    const HEAD: B::Head = B::Architecture::HEAD;
    const REGULARIZED: bool = A::Architecture::REGULARIZED || B::Architecture::REGULARIZED;
    type Trace<L: Layout> = (TraceOf<A, L>, TraceOf<B, L>);
    type Deltas<L: Layout> = (DeltasOf<A, L>, DeltasOf<B, L>);

    #[inline(always)]
    fn empty_trace<L: Layout>() -> Self::Trace<L> {
        (A::Architecture::empty_trace(), B::Architecture::empty_trace())
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>() -> Self::Deltas<L> {
        (A::Architecture::empty_deltas(), B::Architecture::empty_deltas())
    }

    #[inline(always)]
    fn trace<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        input: &[f32],
        noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    ) {
        let (a, b) = split::<A, B>(parameters);
        A::Architecture::trace(executor, a, input, noise, &mut trace.0);
        B::Architecture::trace(
            executor,
            b,
            A::Architecture::head(&trace.0).a.flat(),
            noise.of_stage(1),
            &mut trace.1,
        );
    }

    #[inline(always)]
    fn head<L: Layout>(trace: &Self::Trace<L>) -> &Activated<L::Values<B::Output>> {
        B::Architecture::head(&trace.1)
    }

    #[inline(always)]
    fn head_delta<L: Layout>(deltas: &mut Self::Deltas<L>) -> &mut L::Values<B::Output> {
        B::Architecture::head_delta(&mut deltas.1)
    }

    #[inline(always)]
    fn backpropagate<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
    ) {
        let (a, b) = split::<A, B>(parameters);
        B::Architecture::backpropagate(executor, b, &trace.1, &mut deltas.1);
        let delta = A::Architecture::head_delta(&mut deltas.0).flat_mut();
        B::Architecture::input_gradient(executor, b, &trace.1, &mut deltas.1, delta);
        let (activation, layer) = (A::Architecture::HEAD, A::Architecture::head(&trace.0).flat());
        executor.run::<A::Output, _>(Backward { activation, layer, delta });
        A::Architecture::backpropagate(executor, a, &trace.0, &mut deltas.0);
    }

    #[inline(always)]
    fn gradient<E: Executor, S: Sink>(
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
        sink: &mut S,
    ) {
        let between = A::Architecture::head(&trace.0).a.flat();
        A::Architecture::gradient(executor, input, &trace.0, &deltas.0, sink);
        B::Architecture::gradient(
            executor,
            between,
            &trace.1,
            &deltas.1,
            &mut behind::<A, S>(sink),
        );
    }

    #[inline(always)]
    fn regularize<S: Sink>(parameters: &ParametersOf<Self>, sink: &mut S) {
        let (a, b) = split::<A, B>(parameters);
        A::Architecture::regularize(a, sink);
        B::Architecture::regularize(b, &mut behind::<A, S>(sink));
    }

    #[inline(always)]
    fn each_weights<V: FnMut(Range<usize>)>(visit: &mut V) {
        A::Architecture::each_weights(visit);
        let before = A::Parameters::USIZE;
        B::Architecture::each_weights(&mut |Range { start, end }| {
            visit(before + start..before + end);
        });
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        executor: E,
        input: &[f32],
        trace: &Self::Trace<E::Layout>,
        deltas: &Self::Deltas<E::Layout>,
    ) -> f32 {
        let between = A::Architecture::head(&trace.0).a.flat();
        A::Architecture::largest_gradient(executor, input, &trace.0, &deltas.0)
            + B::Architecture::largest_gradient(executor, between, &trace.1, &deltas.1)
    }

    #[inline(always)]
    fn frozen_before(parameter: usize) -> usize {
        let of_first = A::Parameters::USIZE;
        A::Architecture::frozen_before(parameter.min(of_first))
            + B::Architecture::frozen_before(parameter.saturating_sub(of_first))
    }

    #[inline(always)]
    fn input_gradient<E: Executor>(
        executor: E,
        parameters: &ParametersOf<Self>,
        trace: &Self::Trace<E::Layout>,
        deltas: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    ) {
        let (a, _) = split::<A, B>(parameters);
        A::Architecture::input_gradient(executor, a, &trace.0, &mut deltas.0, by_input);
    }

    fn inspect(
        trace: &Self::Trace<OneSample>,
        inspection: &mut Inspection<'_, Self::Deltas<OneSample>>,
    ) {
        A::Architecture::inspect(&trace.0, &mut inspection.within("0", |deltas| &mut deltas.0));
        let mut behind = inspection.behind(A::Parameters::USIZE);
        B::Architecture::inspect(&trace.1, &mut behind.within("1", |deltas| &mut deltas.1));
    }
}

#[inline(always)]
fn split<A: Network, B: Network>(numbers: &[f32]) -> (&ParametersOf<A>, &ParametersOf<B>) {
    let (a, b) = numbers.split_at(A::Parameters::USIZE);
    (GenericArray::from_slice(a), GenericArray::from_slice(b))
}

#[inline(always)]
fn split_mut<A: Network, B: Network>(
    numbers: &mut [f32],
) -> (&mut ParametersOf<A>, &mut ParametersOf<B>) {
    let (a, b) = numbers.split_at_mut(A::Parameters::USIZE);
    (GenericArray::from_mut_slice(a), GenericArray::from_mut_slice(b))
}

/// What takes the gradient of parameters that lie behind those of `A`.
#[inline(always)]
fn behind<A: Network, S: Sink>(sink: &mut S) -> impl Sink {
    Renumbered::new(
        sink,
        #[inline(always)]
        |parameter| A::Parameters::USIZE + parameter,
    )
}
