use super::{Executor, Inputs, Task};
use crate::activation::{Elementwise, Linear};
use crate::kernel::{
    Array, Call, DenseParameters, Isa, Kernel, SinkPart, WIDEST, are_finite, half_empty,
    largest_magnitude, library,
};

/// The arithmetic is compiled where it is called, on the kernel `K`. Large layers are not: functions of the library are
/// as fast there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inline<K>(pub(crate) K);

/// From so many weights on a layer is computed by the library.
const LARGE: usize = 4096;

impl<K: Kernel> Inline<K> {
    /// Whether a layer with so many weights is computed where it is called.
    const fn takes(weights: usize) -> bool {
        K::Isa::LANES == 1 || weights < LARGE
    }

    /// How functions of the library are called in its place.
    #[inline(always)]
    fn call(self) -> Call {
        let isa = self.0.isa();
        Call::new(isa.level(), K::SAMPLES, K::Isa::STEADY)
    }
}

impl<K: Kernel> Executor for Inline<K> {
    type Layout = K::Layout;
    const IS_INLINE: bool = true;
    const SAMPLES: usize = K::SAMPLES;

    #[inline(always)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        parameters: DenseParameters<'_>,
        z: &mut [f32],
    ) {
        if const { Self::takes(I * O) } {
            let Some((weights, biases)) = parameters.arrays::<I, O>() else { return };
            self.0.dense(input, weights, biases, Linear, z);
        } else {
            library::dense(self.call(), input, parameters, z);
        }
    }

    #[inline(always)]
    fn dense_activated<const I: usize, const O: usize>(
        self,
        mut input: impl Inputs<Self>,
        parameters: DenseParameters<'_>,
        activation: impl Elementwise,
        a: &mut [f32],
    ) {
        if const { Self::takes(I * O) } {
            let Some((weights, biases)) = parameters.arrays::<I, O>() else { return };
            return self.0.dense(input.units(self), weights, biases, activation, a);
        }
        dense_of::<K, I, O, _>(self, input, parameters, a);
        self.0.update(
            a,
            #[inline(always)]
            |z| activation.function(z),
        );
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32],
        parameters: DenseParameters<'_>,
        by_input: &mut [f32],
    ) {
        if const { K::SAMPLES == 1 || Self::takes(I * O) } {
            let Some(weights) = parameters.weights::<I, O>() else { return };
            self.0.back(delta, weights, by_input);
        } else {
            library::back(self.call(), delta, parameters, by_input);
        }
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize>(
        self,
        input: &[f32],
        delta: &[f32],
        mut weights: impl SinkPart,
    ) {
        if const { K::SAMPLES == 1 || Self::takes(I * O) } {
            self.0.isa().vectorize(
                #[inline(always)]
                || self.0.weight_gradient::<I, O, _>(input, delta, &mut weights),
            );
        } else {
            weights.weight_gradient(self.call(), input, delta);
        }
    }

    #[inline(always)]
    fn bias_gradient<A: Array>(self, delta: &[f32], mut biases: impl SinkPart) {
        self.0.bias_gradient::<A, _>(delta, &mut biases);
    }

    #[inline(always)]
    fn run<A: Array, T: Task>(self, task: T) -> T::Output {
        if const { half_empty(K::UNITS, A::LENGTH) } {
            return Inline(self.0.narrower()).run::<A, T>(task);
        }
        task.on(self.0)
    }

    #[inline(always)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
        self.0.isa().vectorize(work)
    }

    #[inline(always)]
    fn largest_magnitude(self, numbers: &[f32]) -> f32 {
        largest_magnitude(self.0.isa(), numbers)
    }

    #[inline(always)]
    fn are_finite(self, numbers: &[f32]) -> bool {
        are_finite(self.0.isa(), numbers)
    }

    #[inline(always)]
    fn gather<'a, A: Array>(self, sample: impl Fn(usize) -> &'a A, tile: &mut [f32]) {
        Array::gather(self.0.isa(), sample, tile);
    }

    #[inline(always)]
    fn scatter<A: Array>(self, tile: &[f32], samples: &mut [A]) {
        A::scatter(self.0.isa(), tile, samples);
    }
}

/// `z = Wᵀ x + b` by the library.
#[inline(always)]
fn dense_of<K: Kernel, const I: usize, const O: usize, X: Inputs<Inline<K>>>(
    executor: Inline<K>,
    mut input: X,
    parameters: DenseParameters<'_>,
    z: &mut [f32],
) {
    let call = executor.call();
    if const { X::MAY_BE_ROWS && rows_pay(K::Isa::LANES, I, O) }
        && let Some(samples) = input.rows()
    {
        return library::dense_of_rows(call, samples, parameters, z);
    }
    library::dense(call, input.units(executor), parameters, z);
}

/// Whether a layer is computed from samples as they lie, so that not they change places with their numbers
/// but its outputs, which are fewer. Only AVX-512 has the registers for the sixteen sums that it takes.
const fn rows_pay(lanes: usize, inputs: usize, outputs: usize) -> bool {
    lanes == WIDEST && inputs > outputs && outputs >= WIDEST
}
