//! Samples to learn from, wherever they lie: nothing is copied.

mod batch;
#[cfg(feature = "std")]
mod later;
mod lists;
mod pairs;
mod part;
mod permutation;
mod weighted;

pub(crate) use batch::Batch;
#[cfg(feature = "std")]
pub(crate) use later::Later;
pub use part::Part;
pub(crate) use permutation::Permutation;
pub use weighted::Weighted;

use crate::error::Error;
use crate::kernel::{Array, Target, TargetDomain, Values, are_all_finite};

/// Samples from which a network can learn.
///
/// - a slice, an array or a vector of pairs of inputs and target;
/// - a pair of slices, `(&inputs[..], &targets[..])`;
/// - either with [weights](Self::weighted), or a [part](Self::hold_out) of either;
/// - a type of one's own: a file that is mapped into memory, a ring of measurements.
///
/// A target is what the outputs should be, `[f32; OUTPUTS]`, or the number of a class. See [`Target`].
///
/// ```
/// use sinew::prelude::*;
///
/// let inputs = [[5.1, 3.5], [7.0, 3.2], [6.3, 3.3], [4.9, 3.0]];
/// let species: [usize; 4] = [0, 1, 2, 0];
/// let mut net = network!(2 => 8 tanh => 3 softmax);
/// net.reseed(7);
/// let mut trainer = Trainer::new(CrossEntropy, Adam::new(0.05));
/// let report = trainer.epochs(300).fit(&mut net, &(&inputs[..], &species[..]))?;
/// assert!(report.loss < 0.1);
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// One of one's own, of which nothing is copied either:
///
/// ```
/// use sinew::prelude::*;
/// use sinew::{Error, Regression};
///
/// /// The last measurements, the newest of which is before `next`: it counts the most.
/// struct Ring {
///     measured: [([f32; 1], [f32; 1]); 3],
///     next: usize,
/// }
///
/// impl Dataset for Ring {
///     type Input = [f32; 1];
///     type Target = [f32; 1];
///     const WEIGHTED: bool = true;
///
///     fn len(&self) -> usize {
///         self.measured.len()
///     }
///
///     fn sample(&self, place: usize) -> (&[f32; 1], &[f32; 1]) {
///         let (input, target) = &self.measured[self.number(place)];
///         (input, target)
///     }
///
///     fn weight(&self, place: usize) -> f32 {
///         0.5_f32.powi((self.len() - 1 - place) as i32)
///     }
///
///     fn number(&self, place: usize) -> usize {
///         (self.next + place) % self.len()
///     }
/// }
///
/// let ring = Ring { measured: [([2.0], [1.0]), ([0.0], [f32::NAN]), ([1.0], [1.0])], next: 1 };
/// assert!(!ring.is_empty());
/// assert_eq!((ring.sample(2), ring.weight(2)), ((&[2.0], &[1.0]), 1.0));
/// assert_eq!(Regression::of(&network!(1 => 1), &ring), Err(Error::NonFiniteSample { sample: 1 }));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of samples",
    note = "samples are pairs of inputs and a target, `[([f32; INPUTS], [f32; OUTPUTS])]`, or with the number of a class, `[([f32; INPUTS], usize)]`; or a pair of slices, `(&inputs[..], &targets[..])`"
)]
pub trait Dataset {
    /// The inputs of one sample, `[f32; INPUTS]`.
    type Input: Array;
    /// What the outputs should be: a [`Target`].
    type Target;
    /// Whether samples count differently.
    const WEIGHTED: bool = false;
    /// Whether these are an array or a vector of pairs, which are learned from as a [slice](Self::slice): so training is
    /// compiled once for all three.
    #[doc(hidden)]
    const DEREFS_TO_SLICE: bool = false;

    /// How many samples.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The inputs of a sample, and what the outputs should be for them.
    fn sample(&self, place: usize) -> (&Self::Input, &Self::Target);

    /// The same, or none if there are not so many samples. What trains asks so, that there is nothing to panic for;
    /// [`sample`](Self::sample) may panic then.
    ///
    /// ```
    /// use sinew::Dataset;
    ///
    /// let samples = [([0.0, 1.0], [2.0])];
    /// assert_eq!(samples.try_sample(0), Some((&[0.0, 1.0], &[2.0])));
    /// assert_eq!(samples.try_sample(1), None);
    /// ```
    #[inline(always)]
    fn try_sample(&self, place: usize) -> Option<(&Self::Input, &Self::Target)> {
        if place < self.len() { Some(self.sample(place)) } else { None }
    }

    /// The samples from a place on, if so many lie at an equal distance from one another: then the place of each is
    /// known when the program is compiled, but for that of the first.
    #[doc(hidden)]
    #[inline(always)]
    fn run<const T: usize>(&self, _first: usize) -> Option<[(&Self::Input, &Self::Target); T]> {
        None
    }

    /// The samples of an array or a vector of pairs as a slice.
    #[doc(hidden)]
    fn slice(&self) -> &[(Self::Input, Self::Target)] {
        &[]
    }

    /// How much the loss of a sample counts, beside those of the others.
    fn weight(&self, _place: usize) -> f32 {
        1.0
    }

    /// By which number an error calls a sample.
    fn number(&self, place: usize) -> usize {
        place
    }

    /// Whether the lists that it is made of are of one length.
    ///
    /// ```
    /// use sinew::Error;
    /// use sinew::prelude::*;
    ///
    /// let (inputs, classes) = ([[0.1], [0.2], [0.3]], [0_u8, 1]);
    /// let outcome = (&inputs[..], &classes[..]).check_lengths();
    /// assert_eq!(outcome, Err(Error::TargetCount { inputs: 3, targets: 2 }));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TargetCount`] or [`Error::WeightCount`] if they are not.
    fn check_lengths(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The same samples, each of which counts as much as its weight says: the loss is
    /// `Σ wᵢ Lᵢ / Σ wᵢ` over a batch, and 0 over a batch of an epoch in which none counts.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// // What was measured twice counts twice.
    /// let measured = [([0.0], [1.0]), ([0.0], [4.0])];
    /// let mut net = network!(1 => 1);
    /// let mut trainer = Trainer::new(MeanSquaredError, Sgd::new(0.1));
    /// trainer.epochs(200).full_batch().fit(&mut net, &measured.weighted(&[2.0, 1.0]))?;
    /// assert!((net.predict(&[0.0])[0] - 2.0).abs() < 1e-3);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    fn weighted<'a>(&'a self, weights: &'a [f32]) -> Weighted<'a, Self> {
        Weighted { data: self, weights }
    }

    /// Two parts of the samples in an order that depends on the seed alone: the second has the
    /// `share` of them, rounded down, and is to be kept for validation.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let samples = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0].map(|x| ([x], [2.0 * x]));
    /// let (training, validation) = samples.hold_out(0.2, 7);
    /// assert_eq!((training.len(), validation.len()), (8, 2));
    /// ```
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of the length"
    )]
    fn hold_out(&self, share: f32, seed: u64) -> (Part<'_, Self>, Part<'_, Self>) {
        // 0.7 is rounded to a little less, which must not cost a sample.
        let share = f64::from(share.clamp(0.0, 1.0)) * (1.0 + f64::from(f32::EPSILON) / 2.0);
        let kept = (self.len() as f64 * share) as usize;
        Part::both(self, self.len(), kept.min(self.len()), seed)
    }
}

/// Whether there are samples, and each is one that a network can learn from, with targets in the domain of its loss.
pub(crate) fn check<Y: Array, D>(data: &D, domain: TargetDomain) -> Result<(), Error>
where
    D: Dataset<Target: Target<Y>> + ?Sized,
{
    data.check_lengths()?;
    if data.is_empty() {
        return Err(Error::NoSamples);
    }
    (0..data.len()).try_for_each(|place| check_sample(data, place, domain))
}

/// The same, and whether their mean loss is a number.
pub(crate) fn check_to_learn<Y: Array, D>(data: &D, domain: TargetDomain) -> Result<(), Error>
where
    D: Dataset<Target: Target<Y>> + ?Sized,
{
    check(data, domain)?;
    if Batch::whole(data).scale() > 0.0 { Ok(()) } else { Err(Error::TotalWeight) }
}

/// Whether a sample's numbers are finite and its targets in a domain, and its class is one.
pub(crate) fn check_sample<Y: Array, D>(
    data: &D,
    place: usize,
    domain: TargetDomain,
) -> Result<(), Error>
where
    D: Dataset<Target: Target<Y>> + ?Sized,
{
    let sample = data.number(place);
    let weight = data.weight(place);
    let (input, target) = data.try_sample(place).ok_or(Error::NoSamples)?;
    if !are_all_finite(input.flat()) {
        return Err(Error::NonFiniteSample { sample });
    }
    if !(weight >= 0.0 && weight.is_finite()) {
        return Err(Error::Weight { sample });
    }
    target.check(sample, domain)
}
