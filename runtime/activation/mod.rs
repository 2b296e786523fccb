//! What a layer does with `z`: one small type each, its function and its derivative side by side.

/// The functions of an activation that are compiled once for each level of the CPU. Where an activation of the library
/// has them in its own `impl`, they are compiled with the library.
macro_rules! compiled_once {
    (elementwise) => {
        #[doc(hidden)]
        fn activate_shared(self, call: $crate::kernel::Call, z: &[f32], a: &mut [f32]) {
            $crate::kernel::on_isa!(call, isa => $crate::kernel::Kernel::map(
                $crate::kernel::One(isa),
                z,
                a,
                #[inline(always)]
                |z| self.function(z),
            ));
        }

        #[doc(hidden)]
        fn backward_shared(
            self,
            call: $crate::kernel::Call,
            layer: $crate::activation::Activated<&[f32]>,
            delta: &mut [f32],
        ) {
            $crate::kernel::on_isa!(call, isa => $crate::kernel::Kernel::update_zip2(
                $crate::kernel::One(isa),
                delta,
                [layer.z, layer.a],
                #[inline(always)]
                |gradient, z, a| gradient * self.derivative(z, a),
            ));
        }
    };
    (activate) => {
        #[doc(hidden)]
        fn activate_shared(self, call: $crate::kernel::Call, z: &[f32], a: &mut [f32]) {
            $crate::kernel::on_kernel!(call, kernel => self.activate(kernel, z, a));
        }
    };
    (backward) => {
        #[doc(hidden)]
        fn backward_shared(
            self,
            call: $crate::kernel::Call,
            layer: $crate::activation::Activated<&[f32]>,
            delta: &mut [f32],
        ) {
            $crate::kernel::on_kernel!(call, kernel => self.backward(kernel, layer, delta));
        }
    };
}

mod elu;
mod gelu;
mod hard_sigmoid;
mod hard_tanh;
mod leaky_relu;
mod linear;
mod mish;
mod relu;
mod relu6;
mod selu;
mod sigmoid;
mod silu;
mod sin;
mod softmax;
mod softplus;
mod step;
#[cfg(test)]
mod sweep;
mod tanh;
#[cfg(test)]
mod tests;

pub use elu::Elu;
pub use gelu::Gelu;
pub use hard_sigmoid::HardSigmoid;
pub use hard_tanh::HardTanh;
pub use leaky_relu::LeakyRelu;
pub use linear::Linear;
pub use mish::Mish;
pub use relu::Relu;
pub use relu6::Relu6;
pub use selu::Selu;
pub use sigmoid::Sigmoid;
pub use silu::Silu;
pub use sin::Sin;
pub use softmax::Softmax;
pub use softplus::Softplus;
pub use step::Step;
pub use tanh::Tanh;

use crate::executor::{Activate, Executor, Inputs, ValuesOf};
use crate::init::Init;
use crate::kernel::{Call, DenseParameters, Kernel, Values};
use crate::math::Real;

impl<V: Values> Activated<V> {
    /// All zero: a place for them.
    #[doc(hidden)]
    #[inline(always)]
    #[must_use]
    pub fn zeros() -> Self {
        Self { z: V::zeros(), a: V::zeros() }
    }

    /// Both as slices.
    #[inline(always)]
    pub(crate) fn flat(&self) -> Activated<&[f32]> {
        Activated { z: self.z.flat(), a: self.a.flat() }
    }
}

/// The `z` of a layer, and `a = σ(z)`, what its activation made of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Activated<V> {
    /// The weighted sums `z = Wᵀ x + b`.
    pub z: V,
    /// The layer's outputs `a = σ(z)`.
    pub a: V,
}

/// An activation that treats each unit by itself. One of one's own is named by its path.
///
/// ```
/// use sinew::{Elementwise, Init, Real, network};
///
/// /// `a = z / (1 + exp(-z))`.
/// #[derive(Debug, Clone, Copy)]
/// pub struct Swish;
///
/// impl Elementwise for Swish {
///     #[inline(always)]
///     fn function<R: Real>(self, z: R) -> R {
///         z * z.sigmoid()
///     }
///
///     #[inline(always)]
///     fn derivative<R: Real>(self, z: R, a: R) -> R {
///         let sigmoid = z.sigmoid();
///         sigmoid + a * (sigmoid.constant(1.0) - sigmoid)
///     }
///
///     fn init(self) -> Init {
///         Init::he()
///     }
/// }
/// assert_eq!(Swish.function(0.0_f32), 0.0);
/// assert_eq!(Swish.derivative(0.0_f32, 0.0), 0.5);
/// assert_eq!(Swish.initial_biases(), 0.0);
///
/// network! { pub struct Net< 2 => 8 Swish => 1 sigmoid >; }
/// assert!(Net::seeded(7).predict(&[0.0, 1.0])[0] < 1.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no activation",
    note = "an activation of one's own is a type with `#[derive(Clone, Copy)]` that implements `sinew::Elementwise`"
)]
pub trait Elementwise: Copy {
    /// `a = σ(z)`. Mark it `#[inline(always)]`: the kernels compile it for each level of the CPU.
    fn function<R: Real>(self, z: R) -> R;

    /// `σ'(z)`, from `z` and from `a = σ(z)`, whichever is cheaper.
    fn derivative<R: Real>(self, z: R, a: R) -> R;

    /// How the weights of a layer with this activation start, unless the network says otherwise.
    fn init(self) -> Init {
        Init::xavier()
    }

    /// Where the biases of a layer with this activation start.
    fn initial_biases(self) -> f32 {
        0.0
    }

    compiled_once!(elementwise);
}

/// An activation: what a layer makes of its `z`.
///
/// Whatever is [`Elementwise`] is one. One that needs all units of a layer at once implements this and
/// [`Differentiable`]; [`Kernel`] has an example.
///
/// ```
/// use sinew::{Activation, Init, Relu};
///
/// assert_eq!(Relu.default_init(), Init::he());
/// assert_eq!(Relu.default_biases(), 0.2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no activation",
    note = "an activation of one's own is a type with `#[derive(Clone, Copy)]` that implements `sinew::Elementwise`"
)]
pub trait Activation: Copy {
    /// `a = σ(z)`.
    fn activate<K: Kernel>(self, kernel: K, z: &[f32], a: &mut [f32]);

    compiled_once!(activate);

    /// The `a` of a layer whose `z` nobody asks for.
    #[doc(hidden)]
    #[inline(always)]
    fn infer<E: Executor, const I: usize, const O: usize>(
        self,
        executor: E,
        mut input: impl Inputs<E>,
        parameters: DenseParameters<'_>,
        a: &mut [f32],
    ) {
        let mut z: ValuesOf<E, [f32; O]> = Values::zeros();
        executor.dense::<I, O>(input.units(executor), parameters, z.flat_mut());
        executor.run::<[f32; O], _>(Activate { activation: self, z: z.flat(), a });
    }

    /// How the weights of a layer with this activation start, unless the network says otherwise.
    fn default_init(self) -> Init;

    /// Where the biases of a layer with this activation start.
    fn default_biases(self) -> f32 {
        0.0
    }
}

/// An activation through which a gradient passes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no gradient: a layer with it cannot be trained by gradient descent",
    note = "`step` jumps from 0 to 1: its derivative is 0 wherever it exists; train with `sigmoid`, or set the weights by hand"
)]
pub trait Differentiable: Activation {
    /// Whether each unit stands by itself, and so has a slope `σ'(z)`.
    #[doc(hidden)]
    const HAS_SLOPES: bool = false;

    /// From `∂L/∂a` to `∂L/∂z`, in place; where each unit stands by itself, `∂L/∂a ⊙ σ'(z)`.
    fn backward<K: Kernel>(self, kernel: K, layer: Activated<&[f32]>, delta: &mut [f32]);

    compiled_once!(backward);
}

impl<E: Elementwise> Activation for E {
    #[inline(always)]
    fn activate<K: Kernel>(self, kernel: K, z: &[f32], a: &mut [f32]) {
        kernel.map(
            z,
            a,
            #[inline(always)]
            |z| self.function(z),
        );
    }

    fn activate_shared(self, call: Call, z: &[f32], a: &mut [f32]) {
        Elementwise::activate_shared(self, call, z, a);
    }

    #[inline(always)]
    fn infer<X: Executor, const I: usize, const O: usize>(
        self,
        executor: X,
        input: impl Inputs<X>,
        parameters: DenseParameters<'_>,
        a: &mut [f32],
    ) {
        executor.dense_activated::<I, O>(input, parameters, self, a);
    }

    fn default_init(self) -> Init {
        self.init()
    }

    fn default_biases(self) -> f32 {
        self.initial_biases()
    }
}

impl<E: Elementwise> Differentiable for E {
    const HAS_SLOPES: bool = true;

    #[inline(always)]
    fn backward<K: Kernel>(self, kernel: K, layer: Activated<&[f32]>, delta: &mut [f32]) {
        kernel.update_zip2(
            delta,
            [layer.z, layer.a],
            #[inline(always)]
            |gradient, z, a| gradient * self.derivative(z, a),
        );
    }

    fn backward_shared(self, call: Call, layer: Activated<&[f32]>, delta: &mut [f32]) {
        Elementwise::backward_shared(self, call, layer, delta);
    }
}
