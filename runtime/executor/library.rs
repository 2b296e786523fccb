use core::marker::PhantomData;

use super::{Executor, Inputs, Task, ValuesOf};
use crate::activation::Elementwise;
use crate::kernel::{Array, Call, DenseParameters, Layout, Level, SinkPart, TILE, Values, library};

/// All arithmetic is done by functions that are compiled once, in this library, for each level of the CPU. What is
/// compiled for a network is the order in which they are called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Library<L> {
    call: Call,
    layout: PhantomData<L>,
}

impl<L: Layout> Library<L> {
    /// As a call does it, of one sample or of many.
    #[inline(always)]
    pub(crate) fn of(call: Call) -> Self {
        Self::new(call.level, call.is_steady)
    }

    /// With the instructions of a level.
    #[inline(always)]
    pub(crate) fn new(level: Level, is_steady: bool) -> Self {
        Self { call: Call::new(level, L::SAMPLES, is_steady), layout: PhantomData }
    }
}

impl<L: Layout> Executor for Library<L> {
    type Layout = L;
    const IS_INLINE: bool = false;
    const SAMPLES: usize = L::SAMPLES;

    #[inline(always)]
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        parameters: DenseParameters<'_>,
        z: &mut [f32],
    ) {
        library::dense(self.call, input, parameters, z);
    }

    #[inline(always)]
    fn dense_activated<const I: usize, const O: usize>(
        self,
        mut input: impl Inputs<Self>,
        parameters: DenseParameters<'_>,
        activation: impl Elementwise,
        a: &mut [f32],
    ) {
        let mut z: ValuesOf<Self, [f32; O]> = Values::zeros();
        library::dense(self.call, input.units(self), parameters, z.flat_mut());
        activation.activate_shared(self.call, z.flat(), a);
    }

    #[inline(always)]
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32],
        parameters: DenseParameters<'_>,
        by_input: &mut [f32],
    ) {
        library::back(self.call, delta, parameters, by_input);
    }

    #[inline(always)]
    fn weight_gradient<const I: usize, const O: usize>(
        self,
        input: &[f32],
        delta: &[f32],
        mut weights: impl SinkPart,
    ) {
        weights.weight_gradient(self.call, input, delta);
    }

    #[inline(always)]
    fn bias_gradient<A: Array>(self, delta: &[f32], mut biases: impl SinkPart) {
        biases.bias_gradient(self.call, delta);
    }

    #[inline(always)]
    fn run<A: Array, T: Task>(self, task: T) -> T::Output {
        task.shared(self.call)
    }

    #[inline(always)]
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R {
        work()
    }

    #[inline(always)]
    fn largest_magnitude(self, numbers: &[f32]) -> f32 {
        library::largest_magnitude(self.call, numbers)
    }

    #[inline(always)]
    fn are_finite(self, numbers: &[f32]) -> bool {
        library::are_finite(self.call, numbers)
    }

    #[inline(always)]
    fn gather<'a, A: Array>(self, sample: impl Fn(usize) -> &'a A, tile: &mut [f32]) {
        let mut samples: [&[f32]; TILE] = [&[]; TILE];
        for (place, slot) in samples.iter_mut().enumerate() {
            *slot = sample(place).flat();
        }
        library::gather(self.call, &samples, tile);
    }

    #[inline(always)]
    fn scatter<A: Array>(self, tile: &[f32], samples: &mut [A]) {
        library::scatter(self.call, tile, A::flatten_mut(samples));
    }
}
