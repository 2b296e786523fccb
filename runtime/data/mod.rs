//! Samples to learn from, wherever they lie: nothing is copied.

mod batch;
mod by_class;
mod folds;
mod forward;
#[cfg(feature = "std")]
mod later;
mod lists;
mod moments;
mod pairs;
mod part;
mod permutation;
mod samples;
#[cfg(feature = "std")]
mod stratified;
#[cfg(feature = "std")]
mod subset;
mod target_scaling;
mod weighted;

pub(crate) use batch::Batch;
pub use by_class::ClassWeighted;
pub use folds::Folds;
#[cfg(feature = "std")]
pub(crate) use later::Later;
pub(crate) use moments::{Moments, moments, samples_to_fit};
pub use part::Part;
pub(crate) use permutation::Permutation;
pub use samples::Samples;
#[cfg(feature = "std")]
pub use stratified::StratifiedFolds;
#[cfg(feature = "std")]
pub use subset::Subset;
pub use target_scaling::TargetScaling;
pub use weighted::Weighted;

use crate::error::Error;
use crate::kernel::{Array, Class, Target, TargetDomain, Values, are_all_finite};

/// Samples from which a network can learn.
///
/// - a slice, an array or a vector of pairs of inputs and target;
/// - a pair of slices, `(&inputs[..], &targets[..])`;
/// - either with [weights](Self::weighted), or a [part](Self::hold_out) of either, a [fold](Self::folds) for
///   cross-validation;
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
    fn hold_out(&self, share: f32, seed: u64) -> (Part<'_, Self>, Part<'_, Self>) {
        Part::both(self, self.len(), share_of(self.len(), share), seed)
    }

    /// The same, but with the share of each class: as many samples are held out, and of each class its part of them, rounded
    /// up or down. The places of all samples are in a list on the heap.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// // One of four is rare.
    /// let samples = [0, 0, 0, 1, 0, 0, 0, 1].map(|class: u8| ([0.0], class));
    /// let (training, validation) = samples.hold_out_stratified(0.5, 7)?;
    /// for part in [&training, &validation] {
    ///     assert_eq!(part.iter().filter(|(_, class)| **class == 1).count(), 1);
    ///     assert_eq!(part.len(), 4);
    /// }
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NoSamples`]; [`Error::NonFiniteSample`] if a target is an array with a number that is not finite;
    /// [`Error::TargetCount`] or [`Error::WeightCount`].
    #[cfg(feature = "std")]
    fn hold_out_stratified(
        &self,
        share: f32,
        seed: u64,
    ) -> Result<(Subset<'_, Self>, Subset<'_, Self>), Error>
    where
        Self::Target: Class,
    {
        stratified::hold_out(self, share_of(self.len(), share), seed)
    }

    /// For cross-validation, each sample is in one of `count` folds, in an order that depends on the seed alone: for each
    /// fold, all other samples, and those of the fold. No two folds differ by more than one sample.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Regression;
    ///
    /// let samples = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0].map(|x| ([x / 10.0], [2.0 * x]));
    /// let mut errors = 0.0;
    /// let folds = samples.folds(5, 7)?;
    /// for (training, fold) in folds {
    ///     assert_eq!((training.len(), fold.len()), (8, 2));
    ///     let mut net = network!(1 => 1);
    ///     Trainer::new(MeanSquaredError, Adam::new(0.5)).epochs(500).fit(&mut net, &training)?;
    ///     errors += Regression::of(&net, &fold)?.mean_absolute_error();
    /// }
    /// assert!(errors / 5.0 < 0.1);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] if there are fewer than two folds, or fewer samples than folds.
    fn folds(&self, count: usize, seed: u64) -> Result<Folds<'_, Self>, Error> {
        Folds::new(self, count, seed)
    }

    /// The same, but with the share of each class in every fold: neither the folds nor a class in them differ by more than
    /// one sample. The places of all samples are in lists on the heap.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let samples = [0, 0, 0, 1, 0, 0, 1, 1, 0].map(|class: u8| ([0.0], class));
    /// for (training, fold) in samples.folds_stratified(3, 7)? {
    ///     assert_eq!((training.len(), fold.len()), (6, 3));
    ///     assert_eq!(fold.iter().filter(|(_, class)| **class == 1).count(), 1);
    /// }
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`folds`](Self::folds) and of [`hold_out_stratified`](Self::hold_out_stratified).
    #[cfg(feature = "std")]
    fn folds_stratified(&self, count: usize, seed: u64) -> Result<StratifiedFolds<'_, Self>, Error>
    where
        Self::Target: Class,
    {
        StratifiedFolds::new(self, count, seed)
    }

    /// The inputs and the target of each sample, one after the other.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let samples = [([0.5], 1_u8), ([0.25], 0), ([0.0], 1)];
    /// let (training, _) = samples.hold_out(0.4, 7);
    /// let positive = training.samples().filter(|(_, class)| **class == 1).count();
    /// assert!((1..=2).contains(&positive));
    /// assert_eq!(samples.samples().map(|([x], _)| x).sum::<f32>(), 0.75);
    /// ```
    fn samples(&self) -> Samples<'_, Self> {
        Samples::of(self)
    }

    /// The same samples, each of which counts as much as the weight of its class says: the `weight` of PyTorch's
    /// `CrossEntropyLoss`. [`class_weights`](Self::class_weights) are those by which all classes count alike.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// // One sample of class 1 and three of class 0 that look alike.
    /// let samples = [([1.0], 1_u8), ([1.0], 0), ([1.0], 0), ([1.0], 0)];
    /// let balanced = samples.class_weighted(samples.class_weights::<2>()?);
    /// let mut net = network!(1 => 2 softmax);
    /// let mut trainer = Trainer::new(CrossEntropy, Sgd::new(0.5));
    /// net.layer1_mut().biases[0] = 1.0;
    /// trainer.epochs(200).full_batch().fit(&mut net, &balanced)?;
    /// assert!((net.predict(&[1.0])[0] - 0.5).abs() < 1e-3);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    fn class_weighted<const C: usize>(&self, weights: [f32; C]) -> ClassWeighted<'_, Self, C>
    where
        Self::Target: Class,
    {
        ClassWeighted { data: self, weights }
    }

    /// The weights by which `C` classes count alike, however many samples each has: `n / (C n_c)` with `n` samples, of which
    /// `n_c` are of the class. They are the `"balanced"` ones of scikit-learn (King and Zeng, *Logistic Regression in Rare
    /// Events Data*, 2001). Each sample counts once, whatever its weight.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// let samples = [([0.1], 0_u8), ([0.2], 0), ([0.3], 1), ([0.4], 0)];
    /// assert_eq!(samples.class_weights(), Ok([4.0 / (2.0 * 3.0), 4.0 / (2.0 * 1.0)]));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptyClass`] if a class has no sample; [`Error::NoSamples`], [`Error::NoSuchClass`],
    /// [`Error::NonFiniteSample`], and [`Error::TargetCount`] or [`Error::WeightCount`].
    fn class_weights<const C: usize>(&self) -> Result<[f32; C], Error>
    where
        Self::Target: Class,
    {
        by_class::balanced(self)
    }
}

/// A share of so many samples, rounded down.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the length")]
fn share_of(len: usize, share: f32) -> usize {
    // 0.7 is rounded to a little less, which must not cost a sample.
    let share = f64::from(share.clamp(0.0, 1.0)) * (1.0 + f64::from(f32::EPSILON) / 2.0);
    ((len as f64 * share) as usize).min(len)
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
