use super::Loss;
use super::outputs::sum_of;
use crate::activation::{Activated, Differentiable};
use crate::kernel::{Array, Each, Kernel, RealOf, Values, ValuesOf};
use crate::math::Real;

/// `L = 1 - a · y / (|a| |y|)`, from 0 where outputs and targets point the same way to 2 where they are
/// opposite: for targets of any length, after any activation.
///
/// PyTorch calls it `CosineEmbeddingLoss` for pairs that are alike, or one less `cosine_similarity`. A vector
/// shorter than `1e-8`, such as zero, has no direction: then the loss is 1 and its derivative 0. PyTorch there
/// takes `1e-8` for the length, which gives a derivative of `1e8`, and one step would throw the network away.
///
/// Computed from the directions `â = a / |a|` and `ŷ = y / |y|` as `|â - ŷ|² / 2`, of which less is rounded
/// away where they are close than of `1 - â · ŷ`. The largest number is taken out of the squares, so that none
/// overflows.
///
/// ```
/// use sinew::prelude::*;
///
/// let mut net = network!(1 => 2);
/// net.layer1_mut().biases.copy_from_slice(&[3.0, 0.0]);
/// let trainer = Trainer::new(CosineDistance, Sgd::new(0.1));
/// let loss = |target| trainer.evaluate(&net, &[([0.0], target)]);
/// assert_eq!(loss([0.5, 0.0])?, 0.0);
/// assert_eq!(loss([0.0, -7.0])?, 1.0);
/// assert_eq!(loss([-2.0, 0.0])?, 2.0);
/// assert_eq!(loss([0.0, 0.0])?, 1.0);
/// # Ok::<(), sinew::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CosineDistance;

/// A shorter vector has no direction. The `eps` of PyTorch's `cosine_similarity`.
const SHORTEST: f32 = 1e-8;

impl<A: Differentiable> Loss<A> for CosineDistance {
    #[inline(always)]
    fn value<K: Kernel, Y: Array>(
        self,
        kernel: K,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
    ) -> Each<K> {
        let (a, y) = (Direction::<K, Y>::of(kernel, &output.a), Direction::of(kernel, target));
        a.distance(kernel, &y)
    }

    /// `∂L/∂a = ((1 - L) â - ŷ) / |a|`, with `â` and `ŷ` the directions.
    #[inline(always)]
    fn delta<K: Kernel, Y: Array>(
        self,
        kernel: K,
        activation: A,
        output: &Activated<ValuesOf<K, Y>>,
        target: &ValuesOf<K, Y>,
        delta: &mut ValuesOf<K, Y>,
    ) {
        let (a, y) = (Direction::<K, Y>::of(kernel, &output.a), Direction::of(kernel, target));
        let (mut along, mut across) = (Values::zeros(), Values::zeros());
        kernel.zip_each::<Y>(
            &a.unit,
            &a.distance(kernel, &y),
            &mut along,
            #[inline(always)]
            |a, distance| a * (a.constant(1.0) - distance),
        );
        kernel.zip::<Y>(
            &along,
            &y.unit,
            &mut across,
            #[inline(always)]
            |along, y| along - y,
        );
        let mut gradient = Values::zeros();
        kernel.zip_each::<Y>(
            &across,
            &a.inverse_length(kernel),
            &mut gradient,
            #[inline(always)]
            |across, inverse_length| across * inverse_length,
        );
        activation.backward::<K, Y>(kernel, output, &gradient, delta);
    }
}

/// Where a vector `v` points. One that is too short points nowhere.
struct Direction<K: Kernel, Y: Array> {
    /// Of length 1; zero for one that is too short.
    unit: ValuesOf<K, Y>,
    /// The largest magnitude, or `SHORTEST` if that is more.
    scale: Each<K>,
    /// One over the length of `v / scale`, from `1/√n` to 1; zero for one that is too short.
    inverse: Each<K>,
}

impl<K: Kernel, Y: Array> Direction<K, Y> {
    #[inline(always)]
    fn of(kernel: K, vector: &ValuesOf<K, Y>) -> Self {
        let scale = scale_of::<K, Y>(kernel, vector);
        let (mut scaled, mut unit) = (Values::zeros(), Values::zeros());
        kernel.zip_each::<Y>(
            vector,
            &scale,
            &mut scaled,
            #[inline(always)]
            |number, scale| number / scale,
        );
        let square = sum_of::<K, Y>(
            kernel,
            &scaled,
            &scaled,
            #[inline(always)]
            |number, same| number * same,
        );
        let inverse = zip_one(
            kernel,
            &square,
            &scale,
            #[inline(always)]
            |square, scale| {
                let length = square.sqrt();
                let (zero, one) = (length.constant(0.0), length.constant(1.0));
                (length * scale).select_less(length.constant(SHORTEST), zero, one / length)
            },
        );
        kernel.zip_each::<Y>(
            &scaled,
            &inverse,
            &mut unit,
            #[inline(always)]
            |number, inverse| number * inverse,
        );
        Self { unit, scale, inverse }
    }

    /// `1 - cos`, which is 1 if one of both points nowhere.
    #[inline(always)]
    fn distance(&self, kernel: K, other: &Self) -> Each<K> {
        let distance = sum_of::<K, Y>(
            kernel,
            &self.unit,
            &other.unit,
            #[inline(always)]
            |left, right| (left - right) * (left - right) * 0.5,
        );
        let shorter = zip_one(
            kernel,
            &self.inverse,
            &other.inverse,
            #[inline(always)]
            |left, right| left.at_most(right),
        );
        zip_one(
            kernel,
            &shorter,
            &distance,
            #[inline(always)]
            |shorter, distance| {
                let least = distance.constant(f32::MIN_POSITIVE);
                shorter.select_less(least, distance.constant(1.0), distance)
            },
        )
    }

    /// `1 / |v|`; zero for one that is too short.
    #[inline(always)]
    fn inverse_length(&self, kernel: K) -> Each<K> {
        zip_one(
            kernel,
            &self.inverse,
            &self.scale,
            #[inline(always)]
            |inverse, scale| inverse / scale,
        )
    }
}

/// The largest magnitude of each sample, or `SHORTEST` if that is more.
#[inline(always)]
fn scale_of<K: Kernel, Y: Array>(kernel: K, vector: &ValuesOf<K, Y>) -> Each<K> {
    let (mut magnitudes, mut scale) = (Values::zeros(), Values::zeros());
    kernel.map::<Y>(
        vector,
        &mut magnitudes,
        #[inline(always)]
        |number| number.abs(),
    );
    kernel.map::<[f32; 1]>(
        &kernel.largest::<Y>(&magnitudes),
        &mut scale,
        #[inline(always)]
        |largest| largest.at_least(largest.constant(SHORTEST)),
    );
    scale
}

/// `f(left, right)` of the one number of each sample.
#[inline(always)]
fn zip_one<K: Kernel>(
    kernel: K,
    left: &Each<K>,
    right: &Each<K>,
    f: impl Fn(RealOf<K>, RealOf<K>) -> RealOf<K>,
) -> Each<K> {
    let mut out = Values::zeros();
    kernel.zip::<[f32; 1]>(left, right, &mut out, f);
    out
}
