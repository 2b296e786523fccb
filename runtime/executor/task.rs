use crate::activation::{Activated, Activation, Differentiable};
use crate::kernel::{Call, Kernel};
use crate::optimizer::{Motion, Optimizer, Slices};

/// What is done with the units of a layer beside the products with its weights.
pub trait Task {
    /// What comes of it.
    type Output;

    /// Does it where it is called.
    fn on<K: Kernel>(self, kernel: K) -> Self::Output;

    /// Does it by functions that are compiled once.
    fn shared(self, call: Call) -> Self::Output;
}

/// `a = σ(z)`.
pub(crate) struct Activate<'a, A> {
    pub(crate) activation: A,
    pub(crate) z: &'a [f32],
    pub(crate) a: &'a mut [f32],
}

impl<A: Activation> Task for Activate<'_, A> {
    type Output = ();

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) {
        self.activation.activate(kernel, self.z, self.a);
    }

    fn shared(self, call: Call) {
        self.activation.activate_shared(call, self.z, self.a);
    }
}

/// From `∂L/∂a` to `∂L/∂z`, in place.
pub(crate) struct Backward<'a, A> {
    pub(crate) activation: A,
    pub(crate) layer: Activated<&'a [f32]>,
    pub(crate) delta: &'a mut [f32],
}

impl<A: Differentiable> Task for Backward<'_, A> {
    type Output = ();

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) {
        self.activation.backward(kernel, self.layer, self.delta);
    }

    fn shared(self, call: Call) {
        self.activation.backward_shared(call, self.layer, self.delta);
    }
}

/// Moves parameters as an optimizer does in the course of a step.
pub(crate) struct Move<'a, O: Optimizer> {
    pub(crate) optimizer: O,
    pub(crate) state: O::State,
    pub(crate) motion: Motion<'a>,
    pub(crate) slices: Slices<'a, O>,
}

impl<O: Optimizer> Task for Move<'_, O> {
    type Output = ();

    #[inline(always)]
    fn on<K: Kernel>(self, kernel: K) {
        self.slices.move_all(kernel.isa(), self.optimizer, self.state, self.motion);
    }

    fn shared(self, call: Call) {
        self.optimizer.move_shared(call, self.state, self.motion, self.slices);
    }
}
