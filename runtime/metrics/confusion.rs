use super::{predict_each, share};
use crate::data::Dataset;
use crate::error::Error;
use crate::kernel::{Class, Target, class_of};
use crate::network::Network;

/// How many samples of each class were taken for which: the confusion matrix.
///
/// Row `t` and column `p` of its counts is how many samples of class `t` were taken for class `p`. Its measures are
/// shares from 0 to 1. Where one would be 0/0 it is 0, as in scikit-learn: the precision of a class that was never
/// predicted, the recall of one that has no sample.
///
/// It takes `C²` numbers where it lies; [`top_k_accuracy`](crate::top_k_accuracy) needs none.
///
/// ```
/// use sinew::prelude::*;
/// use sinew::Confusion;
///
/// // The class is that of the largest input, which this network hands over.
/// let mut net = network!(2 => 2);
/// net.layer1_mut().weights[0][0] = 1.0;
/// net.layer1_mut().weights[1][1] = 1.0;
/// let samples = [([0.9, 0.1], 0_u8), ([0.4, 0.6], 0), ([0.2, 0.8], 1), ([0.3, 0.7], 1)];
/// let confusion = Confusion::of(&net, &samples)?;
/// assert_eq!(confusion.counts(), &[[1, 1], [0, 2]]);
/// assert_eq!(confusion.accuracy(), 0.75);
/// assert_eq!((confusion.right(), confusion.samples()), (3, 4));
/// assert_eq!((confusion.precision(0), confusion.recall(0)), (1.0, 0.5));
/// assert!((confusion.f1(0) - 0.667).abs() < 1e-3);
/// assert_eq!(confusion.balanced_accuracy(), (0.5 + 1.0) / 2.0);
/// let means = [confusion.macro_precision(), confusion.macro_recall(), confusion.macro_f1()];
/// assert!(means.iter().zip([0.833, 0.75, 0.733]).all(|(mean, exact)| (mean - exact).abs() < 1e-3));
/// println!("{confusion}");
/// # Ok::<(), sinew::Error>(())
/// ```
///
/// ```text
/// class  0  1  precision  recall     f1
///     0  1  1      1.000   0.500  0.667
///     1  0  2      0.667   1.000  0.800
///  mean            0.833   0.750  0.733
/// 3 of 4 right, accuracy 0.750
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion<const C: usize> {
    counts: [[usize; C]; C],
}

impl<const C: usize> Confusion<C> {
    /// Takes each sample for the class of its largest output, the first of them where several are alike.
    ///
    /// A network of one output does not compile here: see [`binary`](Confusion::binary).
    ///
    /// # Errors
    ///
    /// Those of the samples, [`Error::NoSamples`], [`Error::NonFiniteSample`], [`Error::NoSuchClass`],
    /// [`Error::TargetCount`], [`Error::WeightCount`] and [`Error::Weight`]; [`Error::NonFiniteOutput`].
    pub fn of<N, D>(net: &N, samples: &D) -> Result<Self, Error>
    where
        N: Network<Output = [f32; C]>,
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        const { assert!(C > 1, "one output tells two classes apart: see `Confusion::binary`") };
        let mut counts = [[0; C]; C];
        predict_each(net, samples, |target, output| counts[target.class()][class_of(output)] += 1)?;
        Ok(Self { counts })
    }

    /// How many samples of each class, by rows, were taken for which, by columns.
    #[must_use]
    pub const fn counts(&self) -> &[[usize; C]; C] {
        &self.counts
    }

    /// How many samples there are.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.counts.as_flattened().iter().sum()
    }

    /// How many samples were taken for what they are.
    #[must_use]
    pub fn right(&self) -> usize {
        (0..C).map(|class| self.hits(class)).sum()
    }

    /// The share of samples that were taken for what they are.
    #[must_use]
    pub fn accuracy(&self) -> f32 {
        share(self.right(), self.samples())
    }

    /// Of the samples taken for this class, the share that is of it; 0 of a class that is none.
    #[must_use]
    pub fn precision(&self, class: usize) -> f32 {
        share(self.hits(class), self.predicted(class))
    }

    /// Of the samples of this class, the share that was taken for it; 0 of a class that is none.
    #[must_use]
    pub fn recall(&self, class: usize) -> f32 {
        share(self.hits(class), self.actual(class))
    }

    /// The harmonic mean of precision and recall; 0 of a class that is none.
    #[must_use]
    pub fn f1(&self, class: usize) -> f32 {
        share(2 * self.hits(class), self.predicted(class) + self.actual(class))
    }

    /// The mean recall of the classes that have samples, however often: the accuracy if each class had as many samples.
    ///
    /// [`macro_recall`](Self::macro_recall) counts classes without a sample, too, if one was taken for them.
    #[must_use]
    pub fn balanced_accuracy(&self) -> f32 {
        mean_over::<C>(|class| self.actual(class) > 0, |class| self.recall(class))
    }

    /// The mean precision of all classes that occur, as samples or as predictions, however often.
    #[must_use]
    pub fn macro_precision(&self) -> f32 {
        self.mean(|class| self.precision(class))
    }

    /// The mean recall of all classes that occur, as samples or as predictions, however often.
    #[must_use]
    pub fn macro_recall(&self) -> f32 {
        self.mean(|class| self.recall(class))
    }

    /// The mean F1 of all classes that occur, as samples or as predictions, however often.
    #[must_use]
    pub fn macro_f1(&self) -> f32 {
        self.mean(|class| self.f1(class))
    }

    /// How many samples of a class were taken for it.
    fn hits(&self, class: usize) -> usize {
        self.counts.get(class).and_then(|row| row.get(class)).copied().unwrap_or(0)
    }

    /// How many samples a class has.
    fn actual(&self, class: usize) -> usize {
        self.counts.get(class).map_or(0, |row| row.iter().sum())
    }

    /// How many samples were taken for a class.
    fn predicted(&self, class: usize) -> usize {
        self.counts.iter().filter_map(|row| row.get(class)).sum()
    }

    fn mean(&self, measure: impl Fn(usize) -> f32) -> f32 {
        mean_over::<C>(|class| self.actual(class) + self.predicted(class) > 0, measure)
    }
}

impl Confusion<2> {
    /// Takes a sample for class 1 where the one output is at least `threshold`: 0.5 for a probability, 0 for a
    /// logit.
    ///
    /// ```
    /// use sinew::prelude::*;
    /// use sinew::Confusion;
    ///
    /// let mut net = network!(1 => 1);
    /// net.parameters_mut()[0] = 1.0;
    /// let samples = [([0.2], 0_u8), ([0.6], 0), ([0.7], 1), ([0.9], 1)];
    /// let confusion = Confusion::binary(&net, &samples, 0.5)?;
    /// assert_eq!(confusion.counts(), &[[1, 1], [0, 2]]);
    /// # Ok::<(), sinew::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`of`](Self::of).
    pub fn binary<N, D>(net: &N, samples: &D, threshold: f32) -> Result<Self, Error>
    where
        N: Network<Output = [f32; 1]>,
        D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
    {
        let mut counts = [[0; 2]; 2];
        predict_each(net, samples, |target, [output]| {
            counts[target.class()][usize::from(*output >= threshold)] += 1;
        })?;
        Ok(Self { counts })
    }
}

/// The mean over those of so many classes that count.
fn mean_over<const C: usize>(
    counts: impl Fn(usize) -> bool,
    measure: impl Fn(usize) -> f32,
) -> f32 {
    let classes = (0..C).filter(|class| counts(*class)).count();
    (0..C).filter(|class| counts(*class)).map(measure).sum::<f32>() / classes as f32
}
