use core::f32::consts::FRAC_PI_2;
use core::num::NonZeroUsize;

use super::plateau::Plateau;
use crate::error::Error;
use crate::math::Real;

/// How the learning rate changes from step to step: the factor that the optimizer's own is multiplied by.
///
/// Steps are counted from 0, through all epochs: `n` samples in batches of `b` make `⌈n / b⌉` steps an epoch.
/// [`Trainer::schedule`](crate::Trainer::schedule) counts them; a loop of one's own takes
/// [`factor`](Self::factor) and [`Optimizer::scaled`](crate::Optimizer::scaled). The numbers that a schedule is made with
/// are finite and not negative; of others a trainer says so before its first step.
///
/// ```
/// use sinew::prelude::*;
///
/// let line = [([0.0], [1.0]), ([1.0], [3.0]), ([2.0], [5.0])];
/// let mut net = network!(1 => 1);
/// let mut trainer = Trainer::new(MeanSquaredError, Adam::new(0.3));
/// trainer.schedule(Schedule::cosine(180).warm_up(20)).epochs(200);
/// assert!(trainer.fit(&mut net, &line)?.loss < 1e-4);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Schedule {
    shape: Shape,
    warm_up: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
enum Shape {
    Constant,
    Steps { every: NonZeroUsize, factor: f32 },
    Cosine { steps: usize, minimum: f32 },
    OneCycle { steps: usize },
    Plateau(Plateau),
}

/// Where one cycle begins.
const FIRST: f32 = 1.0 / 25.0;
/// Where one cycle ends.
const LAST: f32 = FIRST / 1e4;
/// The share of its steps in which one cycle rises.
const RISING: f32 = 0.3;

impl Schedule {
    /// The optimizer's own learning rate at every step.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// assert_eq!(Schedule::constant().factor(1_000_000), 1.0);
    /// ```
    #[must_use]
    pub const fn constant() -> Self {
        Self::of(Shape::Constant)
    }

    /// Multiplied by `factor` once every so many steps: `factor^⌊n / every⌋` at step `n`. `every` 0 counts as 1.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::step(30, 0.5);
    /// assert_eq!([0, 29, 30, 60].map(|step| schedule.factor(step)), [1.0, 1.0, 0.5, 0.25]);
    /// ```
    #[must_use]
    pub const fn step(every: usize, factor: f32) -> Self {
        let every = match NonZeroUsize::new(every) {
            Some(every) => every,
            None => NonZeroUsize::MIN,
        };
        Self::of(Shape::Steps { every, factor })
    }

    /// Multiplied by `factor` at every step: `factorⁿ` at step `n`.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::exponential(0.5);
    /// assert_eq!([0, 1, 2, 10].map(|step| schedule.factor(step)), [1.0, 0.5, 0.25, 1.0 / 1024.0]);
    /// ```
    #[must_use]
    pub const fn exponential(factor: f32) -> Self {
        Self::step(1, factor)
    }

    /// Half a wave down to 0: `(1 + cos(π n / steps)) / 2` at step `n`, and 0 from `steps` on.
    ///
    /// (Loshchilov and Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, 2017, without restarts.)
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::cosine(100);
    /// assert_eq!([0, 100, 200].map(|step| schedule.factor(step)), [1.0, 0.0, 0.0]);
    /// assert!((schedule.factor(50) - 0.5).abs() < 1e-6);
    /// ```
    #[must_use]
    pub const fn cosine(steps: usize) -> Self {
        Self::cosine_to(0.0, steps)
    }

    /// Half a wave down to `minimum`: `minimum + (1 - minimum) (1 + cos(π n / steps)) / 2` at step `n`, and
    /// `minimum` from `steps` on. PyTorch's `CosineAnnealingLR` would rise again there.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::cosine_to(0.1, 100);
    /// assert_eq!([0, 100, 200].map(|step| schedule.factor(step)), [1.0, 0.1, 0.1]);
    /// ```
    #[must_use]
    pub const fn cosine_to(minimum: f32, steps: usize) -> Self {
        Self::of(Shape::Cosine { steps, minimum })
    }

    /// Half a wave up from `1 / 25` to 1 in the first `0.3` of the steps, and half a wave down to `1 / 250 000` in the
    /// others, where it stays from the last of them on. The optimizer's learning rate is the largest.
    ///
    /// With `p = 0.3 steps - 1`, and `down(x) = (1 + cos(π x)) / 2`, it is `1 - 24/25 down(n / p)` up to step `p` and
    /// `l + (1 - l) down((n - p) / (steps - 1 - p))` with `l = 4 · 10⁻⁶` beyond, as `OneCycleLR` is in PyTorch with
    /// its defaults, but that no momentum changes (Smith and Topin, *Super-Convergence*, 2019).
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::one_cycle(100);
    /// assert_eq!([0, 29, 99].map(|step| schedule.factor(step)), [0.04, 1.0, 4e-6]);
    /// ```
    #[must_use]
    pub const fn one_cycle(steps: usize) -> Self {
        Self::of(Shape::OneCycle { steps })
    }

    /// Multiplied by `factor` whenever more than `patience` epochs in a row had no loss that was lower than the
    /// best before by `10⁻⁴` of its magnitude; then `patience` counts anew.
    ///
    /// [`Trainer::fit`](crate::Trainer::fit) reports the mean loss of each epoch; a loop of one's own does so by
    /// [`Trainer::observe`](crate::Trainer::observe), or without a trainer by [`observe`](Self::observe). PyTorch's
    /// `ReduceLROnPlateau` with its defaults, but that there a reduction of the learning rate by less than `10⁻⁸` is left
    /// out, and that a loss below zero is lower there even if it is higher by `10⁻⁴` of it.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let mut schedule = Schedule::reduce_on_plateau(0.1, 1);
    /// let factors = [1.0, 0.5, 0.5, 0.5].map(|loss| {
    ///     schedule.observe(loss);
    ///     schedule.factor(0)
    /// });
    /// assert_eq!(factors, [1.0, 1.0, 1.0, 0.1]);
    /// ```
    #[must_use]
    pub const fn reduce_on_plateau(factor: f32, patience: usize) -> Self {
        Self::of(Shape::Plateau(Plateau::new(factor, patience)))
    }

    /// Rises to the schedule's first factor in equal steps before it begins: that times `(n + 1) / (steps + 1)` at
    /// step `n < steps`, and at others what it was at `n - steps`.
    ///
    /// ```
    /// # use sinew::Schedule;
    /// let schedule = Schedule::step(10, 0.5).warm_up(3);
    /// let factors = [0, 1, 2, 3, 12, 13].map(|step| schedule.factor(step));
    /// assert_eq!(factors, [0.25, 0.5, 0.75, 1.0, 1.0, 0.5]);
    /// ```
    #[must_use]
    pub const fn warm_up(self, steps: usize) -> Self {
        Self { warm_up: steps, ..self }
    }

    const fn of(shape: Shape) -> Self {
        Self { shape, warm_up: 0 }
    }

    /// Whether the factor is 1 at every step.
    #[inline(always)]
    pub(super) fn is_constant(&self) -> bool {
        matches!(self.shape, Shape::Constant) && self.warm_up == 0
    }

    /// What the learning rate is multiplied by at a step, counted from 0.
    #[must_use]
    pub fn factor(&self, step: usize) -> f32 {
        match step.checked_sub(self.warm_up) {
            Some(step) => self.shape.factor(step),
            None => self.shape.factor(0) * ((step as f32 + 1.0) / (self.warm_up as f32 + 1.0)),
        }
    }

    /// The mean loss of an epoch. Only [`reduce_on_plateau`](Self::reduce_on_plateau) asks for it. One that is NaN or
    /// infinite is no lower than any.
    pub fn observe(&mut self, loss: f32) {
        if let Shape::Plateau(plateau) = &mut self.shape {
            plateau.observe(loss);
        }
    }

    /// What is wrong with its settings.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.shape {
            Shape::Constant | Shape::OneCycle { .. } => Ok(()),
            Shape::Steps { factor, .. } => Error::unless_rate(factor, "factor"),
            Shape::Cosine { minimum, .. } => Error::unless_rate(minimum, "minimum"),
            Shape::Plateau(plateau) => plateau.check(),
        }
    }

    /// Whether all its numbers are finite.
    #[cfg(feature = "std")]
    pub(super) fn is_finite(&self) -> bool {
        match self.shape {
            Shape::Constant | Shape::OneCycle { .. } => true,
            Shape::Steps { factor, .. } => factor.is_finite(),
            Shape::Cosine { minimum, .. } => minimum.is_finite(),
            Shape::Plateau(plateau) => plateau.is_finite(),
        }
    }

    /// Whether a trainer takes its settings, and losses can lead to what it remembers of them.
    #[cfg(feature = "std")]
    pub(super) fn is_possible(&self) -> bool {
        let is_led_to = match self.shape {
            Shape::Plateau(plateau) => plateau.is_possible(),
            _ => true,
        };
        is_led_to && self.check().is_ok()
    }
}

impl Shape {
    fn factor(self, step: usize) -> f32 {
        match self {
            Self::Constant => 1.0,
            Self::Steps { every, factor } => power(factor, step / every),
            Self::Cosine { steps, minimum } if step < steps => {
                between(minimum, half_wave((steps - step) as f32 / steps as f32))
            }
            Self::Cosine { minimum, .. } => minimum,
            Self::OneCycle { steps } => one_cycle(steps, step),
            Self::Plateau(plateau) => plateau.reduced(),
        }
    }
}

fn one_cycle(steps: usize, step: usize) -> f32 {
    let last = steps.saturating_sub(1);
    let peak = steps as f32 * RISING - 1.0;
    if step as f32 <= peak {
        between(FIRST, half_wave(step as f32 / peak))
    } else {
        let left = last.saturating_sub(step) as f32 / (last as f32 - peak);
        between(LAST, half_wave(left))
    }
}

/// Up from `low` to 1 as `share` is from 0.
fn between(low: f32, share: f32) -> f32 {
    low + (1.0 - low) * share
}

/// Up from 0 to 1 as `x` is: `(1 - cos(π x)) / 2`, which is `sin²(π x / 2)`, and as such has no two numbers
/// that cancel.
fn half_wave(x: f32) -> f32 {
    let root = Real::sin(x * FRAC_PI_2);
    root * root
}

/// By repeated squares, each rounded at `2⁻⁵³` of itself, so that the power of a million is right too.
#[allow(clippy::cast_possible_truncation, reason = "it is rounded")]
fn power(base: f32, mut exponent: usize) -> f32 {
    let (mut square, mut power) = (f64::from(base), 1.0);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        square *= square;
        exponent /= 2;
    }
    power as f32
}
