use core::ops::Range;

use super::{Layer, NoBiases, Noise, Stage, TrainableStage, largest_product};
use crate::activation::{Activated, Activation, Differentiable};
use crate::executor::{Activate, Executor, Inputs};
use crate::init::{Init, Random};
use crate::kernel::{DenseParameters, Layout, Rows, Sink, SinkPart, Values};
use crate::network::Fingerprint;

/// A dense layer: `z = Wᵀ x + b`, `a = σ(z)`, its parameters at `offset` in the network's.
///
/// ```text
/// ..┊ w[0][0] .. w[0][O-1] ┊ .. ┊ w[I-1][0] .. w[I-1][O-1] ┊ b[0] .. b[O-1] ┊..
///   ╰ offset                                                                ╰ end()
/// ```
#[derive(Debug, Clone)]
pub struct Dense<const I: usize, const O: usize, A, const BIASES: bool = true> {
    offset: usize,
    activation: A,
    init: Option<Init>,
    l2: f32,
}

// Of an activation that is not `Copy`, rustc says so where it is implemented, and here no more.
impl<const I: usize, const O: usize, A: Activation, const BIASES: bool> Copy
    for Dense<I, O, A, BIASES>
{
}

impl<const I: usize, const O: usize, A, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// The layer whose first weight is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize, activation: A) -> Self {
        Self { offset, activation, init: None, l2: 0.0 }
    }
}

impl<const I: usize, const O: usize, A: Activation, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// How many weights and biases.
    pub const PARAMETERS: usize = I * O + if BIASES { O } else { 0 };

    /// The same, started as `init` says and not as its activation suggests.
    #[must_use]
    pub const fn with_init(self, init: Init) -> Self {
        Self { init: Some(init), ..self }
    }

    /// The same, its weights pulled towards zero by the gradient of the penalty `rate / 2 Σ w²`.
    #[must_use]
    pub const fn with_l2(self, rate: f32) -> Self {
        Self { l2: rate, ..self }
    }

    /// Whether the rate of its regularization is a number from 0 up.
    #[must_use]
    pub const fn is_l2_valid(self) -> bool {
        self.l2 >= 0.0 && self.l2 < f32::INFINITY
    }

    /// Whether the limit of its initialisation is one.
    #[must_use]
    pub const fn is_init_valid(self) -> bool {
        match self.init {
            Some(init) => init.is_limit_valid(),
            None => true,
        }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + Self::PARAMETERS
    }

    const fn weights(self) -> Rows<I, O> {
        Rows::new(self.offset)
    }

    /// Where the biases are, if there are any.
    const fn biases(self) -> Rows<1, O> {
        Rows::new(self.weights().end())
    }

    #[inline(always)]
    fn parameters(self, block: &[f32]) -> DenseParameters<'_> {
        let parameters = DenseParameters::new(block, self.offset);
        if BIASES { parameters } else { parameters.with_biases(&const { [0.0; O] }) }
    }
}

impl<const I: usize, const O: usize, A: Activation> Dense<I, O, A> {
    /// The layer's weights and biases among the network's parameters.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> Layer<&[[f32; O]; I], &[f32; O]> {
        let [biases] = self.biases().of(parameters);
        Layer { weights: self.weights().of(parameters), biases }
    }

    /// The layer's weights and biases among the network's parameters, for writing.
    #[must_use]
    pub fn view_mut(self, parameters: &mut [f32]) -> Layer<&mut [[f32; O]; I], &mut [f32; O]> {
        let (weights, biases) = parameters.split_at_mut(self.weights().end());
        let [biases] = Rows::new(0).of_mut(biases);
        Layer { weights: self.weights().of_mut(weights), biases }
    }
}

impl<const I: usize, const O: usize, A: Activation> Dense<I, O, A, false> {
    /// The layer's weights among the network's parameters.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> Layer<&[[f32; O]; I], NoBiases> {
        Layer { weights: self.weights().of(parameters), biases: NoBiases }
    }

    /// The layer's weights among the network's parameters, for writing.
    #[must_use]
    pub fn view_mut(self, parameters: &mut [f32]) -> Layer<&mut [[f32; O]; I], NoBiases> {
        Layer { weights: self.weights().of_mut(parameters), biases: NoBiases }
    }
}

impl<const I: usize, const O: usize, A: Activation, const BIASES: bool> Stage
    for Dense<I, O, A, BIASES>
{
    type Input = [f32; I];
    type Output = [f32; O];

    fn place(self) -> Range<usize> {
        self.offset..self.end()
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        let init = self.init.unwrap_or_else(|| self.activation.default_init());
        init.fill(random, self.weights().of_mut(parameters).as_flattened_mut(), I, O);
        if BIASES {
            let [biases] = self.biases().of_mut(parameters);
            biases.fill(self.activation.default_biases());
        }
    }

    fn fingerprint(self, fingerprint: &mut Fingerprint) {
        fingerprint.word(if BIASES { "dense" } else { "dense without biases" });
        fingerprint.size(I);
        fingerprint.size(O);
        fingerprint.type_of::<A>();
    }

    #[inline(always)]
    fn infer<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: impl Inputs<E>,
        a: &mut [f32],
    ) {
        self.activation.infer::<E, I, O>(executor, input, self.parameters(parameters), a);
    }
}

impl<const I: usize, const O: usize, A: Differentiable, const BIASES: bool> TrainableStage
    for Dense<I, O, A, BIASES>
{
    type Head = A;
    type Trace<L: Layout> = Activated<L::Values<[f32; O]>>;
    type Deltas<L: Layout> = L::Values<[f32; O]>;

    fn activation(self) -> A {
        self.activation
    }

    #[inline(always)]
    fn empty_trace<L: Layout>(self) -> Self::Trace<L> {
        Activated::zeros()
    }

    #[inline(always)]
    fn empty_deltas<L: Layout>(self) -> Self::Deltas<L> {
        Values::zeros()
    }

    #[inline(always)]
    fn head<L: Layout>(self, trace: &Self::Trace<L>) -> &Activated<L::Values<[f32; O]>> {
        trace
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, delta: &mut Self::Deltas<L>) -> &mut L::Values<[f32; O]> {
        delta
    }

    #[inline(always)]
    fn trace<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        input: &[f32],
        _noise: Noise,
        trace: &mut Self::Trace<E::Layout>,
    ) {
        let Activated { z, a } = trace;
        executor.dense::<I, O>(input, self.parameters(parameters), z.flat_mut());
        let (z, a) = (z.flat(), a.flat_mut());
        executor.run::<[f32; O], _>(Activate { activation: self.activation, z, a });
    }

    /// `∂L/∂W = x δᵀ` and `∂L/∂b = δ`.
    #[inline(always)]
    fn gradient<E: Executor, S: Sink>(
        self,
        executor: E,
        input: &[f32],
        _trace: &Self::Trace<E::Layout>,
        delta: &Self::Deltas<E::Layout>,
        sink: &mut S,
    ) {
        let delta = delta.flat();
        if let Some(weights) = sink.part(self.offset, I * O) {
            executor.weight_gradient::<I, O>(input, delta, weights);
        }
        if BIASES && let Some(biases) = sink.part(self.weights().end(), O) {
            executor.bias_gradient::<[f32; O]>(delta, biases);
        }
    }

    /// `∂/∂W (λ/2 Σ w²) = λ W`.
    #[inline(always)]
    fn regularize<S: Sink>(self, parameters: &[f32], sink: &mut S) {
        let weights = self.weights().find(parameters).map(|weights| weights.as_flattened());
        if let (Some(weights), Some(mut part)) = (weights, sink.part(self.offset, I * O)) {
            part.add_scaled(self.l2, weights);
        }
    }

    #[inline(always)]
    fn each_weights<V: FnMut(Range<usize>)>(self, visit: &mut V) {
        visit(self.offset..self.weights().end());
    }

    #[inline(always)]
    fn largest_gradient<E: Executor>(
        self,
        executor: E,
        input: &[f32],
        _trace: &Self::Trace<E::Layout>,
        delta: &Self::Deltas<E::Layout>,
    ) -> f32 {
        largest_product(executor, input, delta.flat())
    }

    /// `∂L/∂x = W δ`.
    #[inline(always)]
    fn input_gradient<E: Executor>(
        self,
        executor: E,
        parameters: &[f32],
        _trace: &Self::Trace<E::Layout>,
        delta: &mut Self::Deltas<E::Layout>,
        by_input: &mut [f32],
    ) {
        executor.back::<I, O>(delta.flat(), self.parameters(parameters), by_input);
    }
}
