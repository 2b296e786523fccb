//! What is done to a gradient before the step along it.

use super::mode::Mode;
use crate::error::Error;
use crate::kernel::{Call, Isa, norm_factors, on_level};
use crate::math::Real;
use crate::network::{ParametersOf, Run, Trainable, TrainedOf, each_run};

/// Penalties, which add to the gradient, and then limits to the sum, as PyTorch has them where a penalty is added to
/// the loss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shaping {
    pub(super) l1: f32,
    pub(super) l2: f32,
    /// No number of the gradient is larger in magnitude.
    pub(super) largest: f32,
    /// The gradient is no longer.
    pub(super) longest: f32,
}

impl Shaping {
    /// The gradient as it is.
    pub(super) const NONE: Self =
        Self { l1: 0.0, l2: 0.0, largest: f32::INFINITY, longest: f32::INFINITY };

    /// What is wrong with the settings.
    pub(super) fn check(self) -> Result<(), Error> {
        Error::unless_rate(self.l1, "l1")?;
        Error::unless_rate(self.l2, "l2")?;
        let check_limit = |limit, name| Error::unless(limit >= 0.0, name, "not negative");
        check_limit(self.largest, "clip_value")?;
        check_limit(self.longest, "clip_norm")
    }

    #[inline(always)]
    fn is_penalized(self) -> bool {
        self.l1 != 0.0 || self.l2 != 0.0
    }

    /// Adds the penalties of the parameters, and keeps to the limits.
    #[inline(never)]
    pub(super) fn apply<N: Trainable, M: Mode>(
        self,
        call: Call,
        parameters: &ParametersOf<N>,
        gradient: &mut TrainedOf<N>,
    ) {
        if self.is_penalized() {
            self.penalize::<N>(parameters, gradient);
        }
        self.keep_to_limits::<M>(call, gradient);
    }

    /// The same with the instructions of a call, in whose order lanes are summed.
    #[inline(never)]
    fn keep_to_limits<M: Mode>(self, Call { level, .. }: Call, gradient: &mut [f32]) {
        if const { M::IS_STEADY } {
            on_level!(steady level, isa => self.limit(isa, gradient));
        } else {
            on_level!(level, isa => self.limit(isa, gradient));
        }
    }

    /// Keeps to the limits.
    #[inline(always)]
    fn limit<S: Isa>(self, isa: S, gradient: &mut [f32]) {
        if self.largest < f32::INFINITY {
            let bounded = |g: S::Real| {
                g.at_most(g.constant(self.largest)).at_least(g.constant(-self.largest))
            };
            change(isa, gradient, bounded);
        }
        if self.longest < f32::INFINITY {
            // Of a length that overflows, both factors are numbers.
            let [largest, share] = norm_factors(isa, gradient);
            let limit = self.longest / share;
            if limit < largest {
                change(isa, gradient, |g| g / g.constant(largest) * limit);
            }
        }
    }

    /// What is not trained has no penalty.
    fn penalize<N: Trainable>(self, parameters: &ParametersOf<N>, gradient: &mut TrainedOf<N>) {
        each_run::<N::Architecture>(|Run { trained, frozen }| {
            // Both are there; if they were not, nothing would panic.
            let parameters = parameters.get(trained.start + frozen..).unwrap_or_default();
            for (g, w) in gradient.get_mut(trained).unwrap_or_default().iter_mut().zip(parameters) {
                let sign = if *w == 0.0 { 0.0 } else { w.signum() };
                *g += self.l1 * sign + self.l2 * w;
            }
        });
    }
}

#[inline(always)]
fn change<S: Isa>(isa: S, gradient: &mut [f32], f: impl Fn(S::Real) -> S::Real) {
    for part in gradient.chunks_mut(S::LANES) {
        isa.store(f(isa.load(part)), part);
    }
}
