use core::ops::Range;

use super::{Noise, Stage, TrainableStage};
use crate::activation::{Activated, Linear};
use crate::init::Random;
use crate::kernel::{Array, Inputs, Kernel, Layout, Update, Values, ValuesOf};

/// A stage that keeps the width. On the way forward it leaves what goes out as `a`, and as `z` whatever it
/// needs on the way back.
pub trait Keep: Copy {
    /// The numbers that come in, and those that go out.
    type Units: Array;

    /// Where its parameters are among the network's.
    fn place(self) -> Range<usize>;

    /// Gives its parameters their start.
    fn initialize(self, _random: &mut Random, _parameters: &mut [f32]) {}

    /// What goes out.
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, Self::Units>,
        output: &mut ValuesOf<K, Self::Units>,
    );

    /// What goes out, and what the way back needs.
    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, Self::Units>,
        _noise: Noise,
        trace: &mut Activated<ValuesOf<K, Self::Units>>,
    ) {
        self.infer(kernel, parameters, input, &mut trace.a);
    }

    /// The gradient of its parameters, from that of what goes out.
    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        _kernel: K,
        _input: &ValuesOf<K, Self::Units>,
        _z: &ValuesOf<K, Self::Units>,
        _delta: &ValuesOf<K, Self::Units>,
        _update: &mut U,
    ) {
    }

    /// No number of the gradient is larger in magnitude; not finite if one is not.
    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        _kernel: K,
        _input: &ValuesOf<K, Self::Units>,
        _z: &ValuesOf<K, Self::Units>,
        _delta: &ValuesOf<K, Self::Units>,
    ) -> f32 {
        0.0
    }

    /// The derivative of the loss by what comes in, from that by what goes out.
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Activated<ValuesOf<K, Self::Units>>,
        delta: &ValuesOf<K, Self::Units>,
        by_input: &mut ValuesOf<K, Self::Units>,
    );
}

impl<S: Keep> Stage for S {
    type Input = S::Units;
    type Output = S::Units;

    fn place(self) -> Range<usize> {
        Keep::place(self)
    }

    fn initialize(self, random: &mut Random, parameters: &mut [f32]) {
        Keep::initialize(self, random, parameters);
    }

    #[inline(always)]
    fn infer<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        mut input: impl Inputs<K, S::Units>,
        output: &mut ValuesOf<K, S::Units>,
    ) {
        Keep::infer(self, kernel, parameters, input.values(kernel), output);
    }
}

impl<S: Keep> TrainableStage for S {
    type Head = Linear;
    type Trace<L: Layout> = Activated<L::Values<S::Units>>;
    type Deltas<L: Layout> = L::Values<S::Units>;

    fn activation(self) -> Linear {
        Linear
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
    fn head<L: Layout>(self, trace: &Self::Trace<L>) -> &Activated<L::Values<S::Units>> {
        trace
    }

    #[inline(always)]
    fn head_delta<L: Layout>(self, delta: &mut Self::Deltas<L>) -> &mut L::Values<S::Units> {
        delta
    }

    #[inline(always)]
    fn trace<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        input: &ValuesOf<K, S::Units>,
        noise: Noise,
        trace: &mut Self::Trace<K::Layout>,
    ) {
        kernel.apart(
            #[inline(always)]
            || Keep::trace(self, kernel, parameters, input, noise, trace),
        );
    }

    #[inline(always)]
    fn gradient<K: Kernel, U: Update>(
        self,
        kernel: K,
        input: &ValuesOf<K, S::Units>,
        trace: &Self::Trace<K::Layout>,
        delta: &ValuesOf<K, S::Units>,
        update: &mut U,
    ) {
        kernel.apart(
            #[inline(always)]
            || Keep::gradient(self, kernel, input, &trace.z, delta, update),
        );
    }

    #[inline(always)]
    fn largest_gradient<K: Kernel>(
        self,
        kernel: K,
        input: &ValuesOf<K, S::Units>,
        trace: &Self::Trace<K::Layout>,
        delta: &ValuesOf<K, S::Units>,
    ) -> f32 {
        Keep::largest_gradient(self, kernel, input, &trace.z, delta)
    }

    #[inline(always)]
    fn input_gradient<K: Kernel>(
        self,
        kernel: K,
        parameters: &[f32],
        trace: &Self::Trace<K::Layout>,
        delta: &mut ValuesOf<K, S::Units>,
        by_input: &mut ValuesOf<K, S::Units>,
    ) {
        kernel.apart(
            #[inline(always)]
            || Keep::input_gradient(self, kernel, parameters, trace, delta, by_input),
        );
    }
}

/// Each unit times the same unit of another.
#[inline(always)]
pub(super) fn multiply<K: Kernel, const N: usize>(
    kernel: K,
    left: &ValuesOf<K, [f32; N]>,
    right: &ValuesOf<K, [f32; N]>,
    product: &mut ValuesOf<K, [f32; N]>,
) {
    kernel.zip::<[f32; N]>(
        left,
        right,
        product,
        #[inline(always)]
        |left, right| left * right,
    );
}

/// Each unit times the one factor of that unit.
#[inline(always)]
pub(super) fn multiply_units<K: Kernel, const N: usize>(
    kernel: K,
    values: &ValuesOf<K, [f32; N]>,
    factors: &[f32; N],
    products: &mut ValuesOf<K, [f32; N]>,
) {
    kernel.zip_units::<[f32; N]>(
        values,
        factors,
        products,
        #[inline(always)]
        |value, factor| value * factor,
    );
}
