//! How a gradient becomes a step. The formulas are in the notation of each type's page: `w` the
//! parameters, `g` their gradient, `μ` the learning rate, `λ` the weight decay.

/// The function of an optimizer that is compiled once for each level of the CPU. Where an optimizer of the library has it
/// in its own `impl`, it is compiled with the library.
macro_rules! compiled_once {
    () => {
        #[doc(hidden)]
        fn move_shared(
            self,
            call: $crate::kernel::Call,
            state: Self::State,
            motion: $crate::optimizer::Motion<'_>,
            slices: $crate::optimizer::Slices<'_, Self>,
        ) {
            $crate::kernel::on_isa!(call, isa => slices.move_all(isa, self, state, motion));
        }
    };
}

mod adagrad;
mod adam;
mod adamw;
mod bounds;
mod descent;
mod formulas;
mod lion;
mod memory;
mod momentum;
mod nesterov;
mod rmsprop;
mod sgd;
mod weights_only;

pub use adagrad::AdaGrad;
pub use adam::Adam;
pub use adamw::AdamW;
pub(crate) use descent::Descent;
#[doc(hidden)]
pub use descent::{Motion, Slices};
pub use lion::Lion;
pub use memory::{BlocksOf, Memory, PerParameter, RealsOf};
pub use momentum::Momentum;
pub use nesterov::Nesterov;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;
pub use weights_only::WeightsOnly;
use weights_only::decay_all;

use crate::error::Error;
use crate::math::Real;

/// What tunes the step while training.
///
/// Those there are, with `g = ∇L(w)`:
///
/// | | |
/// |---|---|
/// | [`Sgd`] | `w ← w (1 - μ λ) - μ g` |
/// | [`Momentum`] | `v ← μ g + α v`, `w ← w - v` |
/// | [`Nesterov`] | the same, with the gradient taken at `w - α v` |
/// | [`AdaGrad`] | `s ← s + g²`, `w ← w - μ g / (√s + ε)` |
/// | [`RmsProp`] | `s ← α s + (1 - α) g²`, `w ← w - μ g / (√s + ε)` |
/// | [`Adam`] | `m ← β₁ m + (1 - β₁) g`, `v ← β₂ v + (1 - β₂) g²`, `w ← w - μ m̂ / (√v̂ + ε)` |
/// | [`AdamW`] | the same, with `w (1 - μ λ)` in place of `w` |
/// | [`Lion`] | `w ← w (1 - μ λ) - μ sign(β₁ m + (1 - β₁) g)`, `m ← β₂ m + (1 - β₂) g` |
///
/// With [`weights_only`](AdamW::weights_only) the factor `1 - μ λ` is that of the weights of dense layers alone, and biases
/// and all other parameters have none.
///
/// A step is a function of one parameter, its gradient, and what is remembered of it, so that it can
/// be taken as soon as the gradient is known, in vectors. One of one's own:
///
/// ```
/// use sinew::prelude::*;
/// use sinew::{Optimizer, PerParameter, Real};
///
/// /// `m ← 0.9 m + 0.1 g`, `w ← w - μ sign(m)` (Bernstein et al., *signSGD*, 2018).
/// #[derive(Debug, Clone, Copy)]
/// struct Signum {
///     learning_rate: f32,
/// }
///
/// impl Optimizer for Signum {
///     type Memory = PerParameter<1>;
///     type State = ();
///
///     fn start(self) {}
///
///     fn scaled(self, factor: f32) -> Self {
///         Self { learning_rate: self.learning_rate * factor }
///     }
///
///     /// A step is as long as the learning rate, if the mean is finite.
///     fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
///         if largest_gradient < 1e38 { self.learning_rate } else { f32::INFINITY }
///     }
///
///     /// No mean is larger than the gradients that it is the mean of, but for rounding.
///     fn may_remember(self, _state: (), [mean]: &[f32; 1]) -> bool {
///         mean.abs() < 2e38
///     }
///
///     #[inline(always)]
///     fn step<R: Real>(self, _state: (), [mean]: &mut [R; 1], parameter: R, gradient: R) -> R {
///         *mean = *mean * 0.9 + gradient * 0.1;
///         let zero = mean.constant(0.0);
///         let back = zero.select_less(*mean, parameter - self.learning_rate, parameter);
///         mean.select_less(zero, parameter + self.learning_rate, back)
///     }
/// }
///
/// let samples = [([0.0, 1.0], [1.0]), ([1.0, 0.0], [0.0])];
/// let mut net = network!(2 => 4 tanh => 1 sigmoid);
/// net.reseed(7);
/// let mut trainer = Trainer::new(BinaryCrossEntropy, Signum { learning_rate: 0.05 });
/// assert!(trainer.epochs(200).fit(&mut net, &samples)?.loss < 0.01);
/// # Ok::<(), sinew::Error>(())
/// ```
pub trait Optimizer: Copy {
    /// What it remembers of each parameter; zero at first. A trainer makes zeros of subnormal numbers in it now and then,
    /// since many CPUs are slow with them.
    type Memory: Memory;
    /// What it remembers of all of them.
    type State: Copy;
    /// Whether the gradient is taken elsewhere than at the parameters: then [`look_ahead`](Self::look_ahead) says
    /// where, and [`look_back`](Self::look_back) is its inverse.
    const LOOKS_AHEAD: bool = false;
    /// What a `Checkpoint` knows it by, so that none goes on from that of another. Optimizers without a name are told
    /// apart by what they remember alone.
    const NAME: &'static str = "";

    /// Whether a step multiplies the weights of dense layers by `1 - decay_of_weights()` before all else.
    #[doc(hidden)]
    const DECAYS_WEIGHTS: bool = false;

    /// What is wrong with the settings. A trainer asks before its first step.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::{Error, Optimizer};
    ///
    /// assert_eq!(Adam::new(0.001).check(), Ok(()));
    /// let error = Adam::new(-0.001).check();
    /// assert_eq!(error, Err(Error::Setting { name: "learning_rate", range: "finite, and not negative" }));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] for one that is out of range.
    fn check(self) -> Result<(), Error> {
        Ok(())
    }

    /// The state before the first step.
    fn start(self) -> Self::State;

    /// The same optimizer with its learning rate multiplied by `factor`, as a [`Schedule`](crate::Schedule) has it
    /// for one step.
    #[must_use]
    fn scaled(self, factor: f32) -> Self;

    /// The share of itself by which a step shrinks each weight of a dense layer, if it does so for weights alone.
    #[doc(hidden)]
    fn decay_of_weights(self) -> f32 {
        0.0
    }

    /// Called once before each step: how long the step of any parameter can be, if no number of the
    /// gradient is larger in magnitude than `largest_gradient`.
    ///
    /// A step that could be so long that a parameter overflows is not taken, and neither is one whose
    /// length is not a number. So an optimizer says infinity where a number that it remembers could overflow, such as
    /// the square of a gradient. What makes a parameter shrink towards zero, such as weight decay, does not count.
    fn longest_step(self, state: &mut Self::State, largest_gradient: f32) -> f32;

    /// Whether steps can lead to this memory of a parameter, with this state; all numbers of the memory are finite.
    ///
    /// A `Checkpoint` may be damaged, as in a file. A trainer resumes none with a memory or a state on which
    /// [`step`](Self::step) and [`longest_step`](Self::longest_step) cannot rely: the root of a mean of squares that is
    /// negative is not a number, and a velocity beyond the bound in the state may be so long that a parameter overflows.
    /// What holds for any setting is to be checked, with room for rounding: training may go on with others.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Optimizer;
    ///
    /// assert!(RmsProp::new(0.01).may_remember((), &[0.5]));
    /// assert!(!RmsProp::new(0.01).may_remember((), &[-0.5]));
    /// ```
    fn may_remember(self, state: Self::State, memory: &RealsOf<Self, f32>) -> bool;

    /// One parameter after the step. Mark it `#[inline(always)]`: it is compiled for each level of the
    /// CPU.
    fn step<R: Real>(
        self,
        state: Self::State,
        memory: &mut RealsOf<Self, R>,
        parameter: R,
        gradient: R,
    ) -> R;

    /// Where the gradient is to be taken, of one parameter. It stands in the parameter's place until the step, so
    /// that the optimizer remembers what `look_back` needs.
    ///
    /// ```
    /// use sinew::{Optimizer, PerParameter, Real};
    ///
    /// /// `w ← w - μ ∇L(w - μ g)`, with `g` what that gradient was at the step before (Popov, *A modification of the
    /// /// Arrow-Hurwicz method for search of saddle points*, 1980).
    /// #[derive(Debug, Clone, Copy)]
    /// struct Popov {
    ///     learning_rate: f32,
    /// }
    ///
    /// impl Optimizer for Popov {
    ///     /// The last gradient, and the parameter while the gradient is taken ahead of it.
    ///     type Memory = PerParameter<2>;
    ///     type State = ();
    ///     const LOOKS_AHEAD: bool = true;
    ///     # fn start(self) {}
    ///     # fn scaled(self, factor: f32) -> Self {
    ///     #     Self { learning_rate: self.learning_rate * factor }
    ///     # }
    ///     # fn longest_step(self, _state: &mut (), largest_gradient: f32) -> f32 {
    ///     #     self.learning_rate * largest_gradient
    ///     # }
    ///     # fn may_remember(self, _state: (), _memory: &[f32; 2]) -> bool {
    ///     #     true
    ///     # }
    ///
    ///     #[inline(always)]
    ///     fn look_ahead<R: Real>(self, [last, kept]: &mut [R; 2], parameter: R) -> R {
    ///         *kept = parameter;
    ///         parameter - *last * self.learning_rate
    ///     }
    ///
    ///     #[inline(always)]
    ///     fn look_back<R: Real>(self, [_last, kept]: &[R; 2], _ahead: R) -> R {
    ///         *kept
    ///     }
    ///
    ///     #[inline(always)]
    ///     fn step<R: Real>(self, _state: (), [last, _kept]: &mut [R; 2], parameter: R, gradient: R) -> R {
    ///         *last = gradient;
    ///         parameter - gradient * self.learning_rate
    ///     }
    /// }
    ///
    /// // What a trainer does, with one parameter and `L = w²`:
    /// let (popov, mut memory, mut w) = (Popov { learning_rate: 0.1 }, [0.0; 2], 1.0_f32);
    /// for _ in 0..100 {
    ///     let ahead = popov.look_ahead(&mut memory, w);
    ///     let gradient = 2.0 * ahead;
    ///     w = popov.look_back(&memory, ahead);
    ///     w = popov.step((), &mut memory, w, gradient);
    /// }
    /// assert!(w.abs() < 1e-6);
    /// ```
    #[inline(always)]
    fn look_ahead<R: Real>(self, _memory: &mut RealsOf<Self, R>, parameter: R) -> R {
        parameter
    }

    /// The parameter itself, as `look_ahead` was given it.
    #[inline(always)]
    fn look_back<R: Real>(self, _memory: &RealsOf<Self, R>, ahead: R) -> R {
        ahead
    }

    compiled_once!();
}
