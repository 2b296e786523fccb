use super::{Layer, NoBiases};
use crate::activation::{Activated, Activation, Differentiable, Linear};
use crate::init::{Init, Random};
use crate::kernel::{Kernel, Rows, Update, Values, ValuesOf, largest_magnitude};

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

    const fn weights(self) -> Rows<I, O> {
        Rows::new(self.offset)
    }

    /// Where the biases are, if there are any.
    const fn biases(self) -> Rows<1, O> {
        Rows::new(self.weights().end())
    }

    #[inline(always)]
    fn parameters(self, parameters: &[f32]) -> (&[[f32; O]; I], &[f32; O]) {
        let biases = if BIASES {
            let [biases] = self.biases().of(parameters);
            biases
        } else {
            &const { [0.0; O] }
        };
        (self.weights().of(parameters), biases)
    }
}

impl<const I: usize, const O: usize, A: Copy> Dense<I, O, A> {
    /// The layer's weights and biases among the network's parameters.
    #[must_use]
    pub fn view(self, parameters: &[f32]) -> Layer<&[[f32; O]; I], &[f32; O]> {
        let (weights, biases) = self.parameters(parameters);
        Layer { weights, biases }
    }

    /// The layer's weights and biases among the network's parameters, for writing.
    #[must_use]
    pub fn view_mut(self, parameters: &mut [f32]) -> Layer<&mut [[f32; O]; I], &mut [f32; O]> {
        let (weights, biases) = parameters.split_at_mut(self.weights().end());
        let [biases] = Rows::new(0).of_mut(biases);
        Layer { weights: self.weights().of_mut(weights), biases }
    }
}

impl<const I: usize, const O: usize, A: Copy> Dense<I, O, A, false> {
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

impl<const I: usize, const O: usize, A: Activation, const BIASES: bool> Dense<I, O, A, BIASES> {
    /// Gives the layer its random start.
    pub fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        let init = self.init.unwrap_or_else(|| self.activation.default_init());
        init.fill(random, self.weights().of_mut(parameters).as_flattened_mut(), I, O);
        if BIASES {
            let [biases] = self.biases().of_mut(parameters);
            biases.fill(self.activation.default_biases());
        }
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
        let (weights, biases) = self.parameters(parameters);
        self.activation.infer(kernel, input, weights, biases, a);
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
        let (weights, biases) = self.parameters(parameters);
        kernel.dense(input, weights, biases, Linear, &mut layer.z);
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

    /// `∂L/∂W = x δᵀ` and `∂L/∂b = δ`.
    #[inline(always)]
    pub fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        delta: &ValuesOf<K, [f32; O]>,
        update: &mut U,
    ) {
        kernel.weight_gradient(input, delta, self.weights(), update);
        if BIASES {
            kernel.bias_gradient(delta, self.biases(), update);
        }
    }

    /// No number of the gradient is larger in magnitude; not finite if one is not.
    #[inline(always)]
    pub fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, [f32; I]>,
        delta: &ValuesOf<K, [f32; O]>,
    ) -> f32 {
        let largest = |values: &[f32]| largest_magnitude(kernel.isa(), values);
        let input = largest(input.flat());
        // Biases have an input of 1. Where the largest is not a number, the product is none.
        let input = if input < 1.0 { 1.0 } else { input };
        // In this order, so that a large input does not overflow where there is no gradient.
        input * largest(delta.flat()) * K::SAMPLES as f32
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
        kernel.back(delta, self.weights().of(parameters), by_input);
    }
}
