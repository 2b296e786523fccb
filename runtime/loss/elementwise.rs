use super::{Scored, multiply_by_shares, total};
use crate::activation::Differentiable;
use crate::error::Error;
use crate::kernel::{Call, Kernel, RealOf, TargetDomain};
use crate::math::Real;

/// A loss that treats each output by itself: the mean over the outputs of what each loses. A custom one is this trait and
/// a line with [`elementwise_loss!`](crate::elementwise_loss), which makes a [`Loss`](crate::Loss) of it.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::{ElementwiseLoss, Real, gradient_check};
///
/// /// `L = (1/n) Σ ln cosh(a - y)`: square near zero, the distance far away.
/// #[derive(Debug, Clone, Copy)]
/// struct LogCosh;
///
/// impl ElementwiseLoss for LogCosh {
///     #[inline(always)]
///     fn value<R: Real>(self, a: R, y: R) -> R {
///         let distance = (a - y).abs();
///         distance + (distance * -2.0).exp().ln_1p() - core::f32::consts::LN_2
///     }
///
///     #[inline(always)]
///     fn derivative<R: Real>(self, a: R, y: R) -> R {
///         (a - y).tanh()
///     }
/// }
///
/// sinew::elementwise_loss!(LogCosh);
///
/// let mut net = network!(2 => 4 tanh => 2);
/// net.reseed(7);
/// let check = gradient_check(&mut net, LogCosh, &[([0.5, -1.0], [3.0, -0.2])])?;
/// assert!(check.largest_error < 1e-2, "{check:?}");
/// # Ok::<(), sinew::Error>(())
/// ```
pub trait ElementwiseLoss: Copy {
    /// What an output should be for samples of another class than its own, where targets are numbers of classes. For
    /// its own it should be 1.
    const OTHER_CLASS: f32 = 0.0;

    /// What targets may be. A sample with others is refused before it is learned from.
    const TARGETS: TargetDomain = TargetDomain::Numbers;

    /// Checks the settings, if there are any.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for one that is out of range.
    fn check(self) -> Result<(), Error> {
        Ok(())
    }

    /// What an output `a` loses whose target is `y`. Mark it `#[inline(always)]`: the kernels compile it for each level
    /// of the CPU.
    fn value<R: Real>(self, a: R, y: R) -> R;

    /// The derivative of that by `a`.
    fn derivative<R: Real>(self, a: R, y: R) -> R;

    compiled_once!(elementwise);
}

/// Implements [`Loss`](crate::Loss) for an [`ElementwiseLoss`], after any activation that has a derivative.
///
/// It is a macro and no blanket implementation, so that rustc says of every loss what it needs where it does not fit.
#[macro_export]
macro_rules! elementwise_loss {
    ($loss:ty) => {
        impl<A: $crate::Differentiable> $crate::Loss<A> for $loss {
            const OTHER_CLASS: f32 = <Self as $crate::ElementwiseLoss>::OTHER_CLASS;
            const TARGETS: $crate::TargetDomain = <Self as $crate::ElementwiseLoss>::TARGETS;

            fn check(self) -> ::core::result::Result<(), $crate::Error> {
                $crate::ElementwiseLoss::check(self)
            }

            #[inline(always)]
            fn value<K: $crate::kernel::Kernel>(
                self,
                kernel: K,
                output: $crate::Activated<&[f32]>,
                target: &[f32],
            ) -> K::Each {
                $crate::__private::elementwise_value(kernel, self, output.a, target)
            }

            #[inline(always)]
            fn delta<K: $crate::kernel::Kernel>(
                self,
                kernel: K,
                activation: A,
                output: $crate::Activated<&[f32]>,
                target: &[f32],
                delta: &mut [f32],
            ) {
                $crate::__private::elementwise_gradient(kernel, self, output.a, target, delta);
                activation.backward(kernel, output, delta);
            }

            fn score_shared(
                self,
                call: $crate::__private::Call,
                activation: A,
                scored: $crate::__private::Scored<'_>,
            ) -> f32 {
                $crate::__private::elementwise_score(call, self, activation, scored)
            }
        }
    };
}

/// The sum over the samples of the losses, each times its share, and the `δ` of that, by functions that are compiled once.
pub fn elementwise_score<A: Differentiable, E: ElementwiseLoss>(
    call: Call,
    loss: E,
    activation: A,
    scored: Scored<'_>,
) -> f32 {
    let Scored { output, target, shares, mut delta } = scored;
    let total =
        loss.score_shared(call, Scored { output, target, shares, delta: delta.as_deref_mut() });
    if let Some(delta) = delta {
        activation.backward_shared(call, output, delta);
    }
    total
}

/// The loss of each sample.
#[inline(always)]
pub fn elementwise_value<K: Kernel, E: ElementwiseLoss>(
    kernel: K,
    loss: E,
    a: &[f32],
    y: &[f32],
) -> K::Each {
    mean_of(
        kernel,
        a,
        y,
        #[inline(always)]
        |a, y| loss.value(a, y),
    )
}

/// `(1/n) Σ f(left_i, right_i)` of each sample. The terms are divided, so that their sum does not overflow.
#[inline(always)]
pub(super) fn mean_of<K: Kernel>(
    kernel: K,
    left: &[f32],
    right: &[f32],
    f: impl Fn(RealOf<K>, RealOf<K>) -> RealOf<K>,
) -> K::Each {
    let share = 1.0 / kernel.units(left) as f32;
    kernel.sum_of(
        left,
        right,
        #[inline(always)]
        |left, right| f(left, right) * share,
    )
}

/// The derivative of the loss of each sample by each output.
#[inline(always)]
pub fn elementwise_gradient<K: Kernel, E: ElementwiseLoss>(
    kernel: K,
    loss: E,
    a: &[f32],
    y: &[f32],
    gradient: &mut [f32],
) {
    let share = 1.0 / kernel.units(a) as f32;
    kernel.zip(
        a,
        y,
        gradient,
        #[inline(always)]
        |a, y| loss.derivative(a, y) * share,
    );
}

/// The sum over the samples of the losses, each times its share, and the derivative of it by each output.
#[inline(always)]
pub(super) fn score_outputs<K: Kernel, E: ElementwiseLoss>(
    kernel: K,
    loss: E,
    scored: Scored<'_>,
) -> f32 {
    let Scored { output, target, shares, delta } = scored;
    if let Some(delta) = delta {
        elementwise_gradient(kernel, loss, output.a, target, delta);
        multiply_by_shares(kernel, shares, delta);
    }
    let losses = elementwise_value(kernel, loss, output.a, target);
    total(kernel, &losses, shares)
}
