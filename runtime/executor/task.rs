use crate::activation::{Activated, Activation, Differentiable};
use crate::kernel::{Call, Kernel};

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
