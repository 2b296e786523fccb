use super::{Layer, NoBiases};
use crate::activation::{Activated, Activation, Differentiable};
use crate::init::{Init, Random};
use crate::kernel::{Kernel, Values, ValuesOf};

/// A dense layer: `z = Wᵀ x + b`, `a = σ(z)`, its parameters at `offset` in the network's.
///
/// ```text
/// ..┊ w[0][0] .. w[0][O-1] ┊ .. ┊ w[I-1][0] .. w[I-1][O-1] ┊ b[0] .. b[O-1] ┊..
///   ╰ offset                                                                ╰ end()
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Dense<const I: usize, const O: usize, A, const BIASES: bool = true> {
    offset: usize,
    activation: A,
    init: Option<Init>,
}

impl<const I: usize, const O: usize, A: Copy, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// How many weights and biases.
    pub const PARAMETERS: usize = I * O + if BIASES { O } else { 0 };

    /// The layer whose first weight is parameter number `offset` of the network.
    #[must_use]
    pub const fn new(offset: usize, activation: A) -> Self {
        Self { offset, activation, init: None }
    }

    /// The same, started as `init` says and not as its activation suggests.
    #[must_use]
    pub const fn with_init(self, init: Init) -> Self {
        Self { init: Some(init), ..self }
    }

    /// The number of the parameter behind the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.offset + Self::PARAMETERS
    }

    #[inline(always)]
    fn weights(self, parameters: &[f32]) -> &[[f32; O]; I] {
        rows(&parameters[self.offset..self.offset + I * O])
    }

    #[inline(always)]
    fn biases(self, parameters: &[f32]) -> &[f32; O] {
        if !BIASES {
            return &const { [0.0; O] };
        }
        row(&parameters[self.offset + I * O..self.end()])
    }

    #[inline(always)]
    fn split_mut(self, parameters: &mut [f32]) -> (&mut [[f32; O]; I], &mut [f32]) {
        let (weights, biases) = parameters[self.offset..self.end()].split_at_mut(I * O);
        (rows_mut(weights), biases)
    }
}

impl<const I: usize, const O: usize, A: Copy> Dense<I, O, A> {
    /// The layer's weights and biases among the network's parameters.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> Layer<&[[f32; O]; I], &[f32; O]> {
        Layer { weights: self.weights(parameters), biases: self.biases(parameters) }
    }

    /// The layer's weights and biases among the network's parameters, for writing.
    #[must_use]
    pub fn view_mut(self, parameters: &mut [f32]) -> Layer<&mut [[f32; O]; I], &mut [f32; O]> {
        let (weights, biases) = self.split_mut(parameters);
        Layer { weights, biases: row_mut(biases) }
    }
}

impl<const I: usize, const O: usize, A: Copy> Dense<I, O, A, false> {
    /// The layer's weights among the network's parameters.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> Layer<&[[f32; O]; I], NoBiases> {
        Layer { weights: self.weights(parameters), biases: NoBiases }
    }

    /// The layer's weights among the network's parameters, for writing.
    #[must_use]
    pub fn view_mut(self, parameters: &mut [f32]) -> Layer<&mut [[f32; O]; I], NoBiases> {
        Layer { weights: self.split_mut(parameters).0, biases: NoBiases }
    }
}

impl<const I: usize, const O: usize, A: Activation, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// Gives the layer its random start.
    pub fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        let init = self.init.unwrap_or_else(|| self.activation.default_init());
        let (weights, biases) = self.split_mut(parameters);
        init.fill(random, weights.as_flattened_mut(), I, O);
        biases.fill(self.activation.default_biases());
    }

    /// `a`, for inputs `x`.
    #[inline(always)]
    pub fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; I]>,
        a: &mut ValuesOf<K, [f32; O]>,
    ) {
        let mut z = Values::ZEROS;
        kernel.dense(input, self.weights(parameters), self.biases(parameters), &mut z);
        self.activation.activate::<K, [f32; O]>(kernel, &z, a);
    }

    /// `z` and `a`, for inputs `x`.
    #[inline(always)]
    pub fn forward<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, [f32; I]>,
        layer: &mut Activated<ValuesOf<K, [f32; O]>>,
    ) {
        kernel.dense(input, self.weights(parameters), self.biases(parameters), &mut layer.z);
        self.activation.activate::<K, [f32; O]>(kernel, &layer.z, &mut layer.a);
    }
}

impl<const I: usize, const O: usize, A: Differentiable, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// `δ = ∂L/∂z` from `∂L/∂a`.
    #[inline(always)]
    pub fn delta<K: Kernel>(
        self,
        kernel: K,
        layer: &Activated<ValuesOf<K, [f32; O]>>,
        by_output: &ValuesOf<K, [f32; O]>,
        delta: &mut ValuesOf<K, [f32; O]>,
    ) {
        self.activation.backward::<K, [f32; O]>(kernel, layer, by_output, delta);
    }

    /// Adds `∂L/∂W = x δᵀ` and `∂L/∂b = δ` to the gradient.
    #[inline(always)]
    pub fn add_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        delta: &ValuesOf<K, [f32; O]>,
        gradient: &mut [f32],
    ) {
        let (weights, biases) = self.split_mut(gradient);
        kernel.add_weight_gradient(input, delta, weights);
        if BIASES {
            kernel.add_bias_gradient(delta, row_mut::<O>(biases));
        }
    }

    /// `∂L/∂x = W δ`.
    #[inline(always)]
    pub fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        delta: &ValuesOf<K, [f32; O]>,
        by_input: &mut ValuesOf<K, [f32; I]>,
    ) {
        kernel.back(delta, self.weights(parameters), by_input);
    }
}

/// `I` rows of `O` numbers. The length always fits: it comes from the same constants.
#[inline(always)]
fn rows<const I: usize, const O: usize>(numbers: &[f32]) -> &[[f32; O]; I] {
    match numbers.as_chunks().0.first_chunk() {
        Some(rows) => rows,
        None => unreachable!(),
    }
}

#[inline(always)]
fn rows_mut<const I: usize, const O: usize>(numbers: &mut [f32]) -> &mut [[f32; O]; I] {
    match numbers.as_chunks_mut().0.first_chunk_mut() {
        Some(rows) => rows,
        None => unreachable!(),
    }
}

#[inline(always)]
fn row<const O: usize>(numbers: &[f32]) -> &[f32; O] {
    let [row] = rows::<1, O>(numbers);
    row
}

#[inline(always)]
fn row_mut<const O: usize>(numbers: &mut [f32]) -> &mut [f32; O] {
    let [row] = rows_mut::<1, O>(numbers);
    row
}
