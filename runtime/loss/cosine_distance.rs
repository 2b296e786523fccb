use super::Loss;
use crate::activation::{Activated, Differentiable};
use crate::kernel::Kernel;
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
    fn value<K: Kernel>(self, kernel: K, output: Activated<&[f32]>, target: &[f32]) -> K::Each {
        let (a, y) = (Length::of(kernel, output.a), Length::of(kernel, target));
        distance(kernel, (output.a, a), (target, y))
    }

    /// `∂L/∂a = (â (1 - L) - ŷ) / |a|`, with `â` and `ŷ` the vectors divided by their lengths.
    #[inline(always)]
    fn delta<K: Kernel>(
        self,
        kernel: K,
        activation: A,
        output: Activated<&[f32]>,
        target: &[f32],
        delta: &mut [f32],
    ) {
        let (a, y) = (Length::of(kernel, output.a), Length::of(kernel, target));
        let distance = distance(kernel, (output.a, a), (target, y));
        kernel.zip_each(
            output.a,
            &a.scale,
            delta,
            #[inline(always)]
            |a, scale| a / scale,
        );
        kernel.update_zip_each(
            delta,
            target,
            [&a.inverse, &distance, &y.scale, &y.inverse, &a.scale],
            #[inline(always)]
            |scaled, y, [inverse, distance, y_scale, y_inverse, scale]| {
                let along = scaled * inverse * (scaled.constant(1.0) - distance);
                (along - y / y_scale * y_inverse) * (inverse / scale)
            },
        );
        activation.backward(kernel, output, delta);
    }
}

/// The length of the vector of each sample: `scale / inverse`.
#[derive(Clone, Copy)]
struct Length<E> {
    /// The largest magnitude in the vector, by which it is divided first, so that no square overflows.
    scale: E,
    /// One divided by the length of what is left; 0 if the vector is too short to have a direction.
    inverse: E,
}

impl<E> Length<E> {
    #[inline(always)]
    fn of<K: Kernel<Each = E>>(kernel: K, vector: &[f32]) -> Self {
        let scale = kernel.map_each(
            &kernel.largest_of(
                vector,
                #[inline(always)]
                |number| number.abs(),
            ),
            #[inline(always)]
            |largest| largest.at_least(largest.constant(SHORTEST)),
        );
        let square = kernel.sum_of_each(
            vector,
            vector,
            [&scale],
            #[inline(always)]
            |number, _, [scale]| (number / scale) * (number / scale),
        );
        let inverse = kernel.combine(
            &square,
            &scale,
            #[inline(always)]
            |square, scale| {
                let length = square.sqrt();
                let (zero, one) = (length.constant(0.0), length.constant(1.0));
                (length * scale).select_less(length.constant(SHORTEST), zero, one / length)
            },
        );
        Self { scale, inverse }
    }
}

/// `1 - cos`, as half the square of the distance between both directions; 1 if one vector has none.
#[inline(always)]
fn distance<K: Kernel>(
    kernel: K,
    (left, of_left): (&[f32], Length<K::Each>),
    (right, of_right): (&[f32], Length<K::Each>),
) -> K::Each {
    let distance = kernel.sum_of_each(
        left,
        right,
        [&of_left.scale, &of_left.inverse, &of_right.scale, &of_right.inverse],
        #[inline(always)]
        |left, right, [left_scale, left_inverse, right_scale, right_inverse]| {
            let apart = left / left_scale * left_inverse - right / right_scale * right_inverse;
            apart * apart * 0.5
        },
    );
    let shorter = kernel.combine(
        &of_left.inverse,
        &of_right.inverse,
        #[inline(always)]
        |left, right| left.at_most(right),
    );
    kernel.combine(
        &shorter,
        &distance,
        #[inline(always)]
        |shorter, distance| {
            let least = distance.constant(f32::MIN_POSITIVE);
            shorter.select_less(least, distance.constant(1.0), distance)
        },
    )
}
