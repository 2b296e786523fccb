use super::{Array, TargetDomain};
use crate::error::Error;
use crate::executor::Executor;

/// What the outputs `Y` of a network should be for a sample.
///
/// - `[f32; OUTPUTS]`: the outputs themselves;
/// - `usize`, `u8`, `u16` or `u32`: the number of a class, from 0. It stands for an array with 1 at
///   its place and 0 at all others, or -1 for [`Hinge`](crate::Hinge), which is never in memory as a whole. One
///   output alone is that of class 1, and class 0 is the other.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no target for outputs `{Y}`",
    note = "a target is what the outputs should be, an array `{Y}`, or the number of a class, such as a `usize`"
)]
pub trait Target<Y: Array>: Class {
    /// Whether it may be a class for which there is no output.
    #[doc(hidden)]
    const IS_CLASS: bool;

    /// Whether its numbers are in the domain, or whether there is an output for the class.
    #[doc(hidden)]
    fn check(&self, sample: usize, domain: TargetDomain) -> Result<(), Error>;

    /// As an array, in `place` if it is none itself. Of a class, it has `other` at the places of all others.
    #[doc(hidden)]
    fn as_array<'a>(&'a self, other: f32, place: &'a mut Y) -> &'a Y;

    /// The targets of a tile's samples side by side, with `other` as above.
    #[doc(hidden)]
    fn gather<'a, E: Executor>(
        executor: E,
        other: f32,
        target: impl Fn(usize) -> &'a Self,
        tile: &mut [f32],
    ) where
        Self: 'a;
}

/// A target that tells the class of a sample: its number, or an array, of which it is the place of the largest number. One
/// number alone tells class 1 from class 0, from 0.5 on. Implemented for all that is a [`Target`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` tells no class",
    note = "a target that does is the number of a class, such as a `usize`, or an array `[f32; OUTPUTS]`"
)]
pub trait Class: sealed::Sealed {
    /// The class.
    #[doc(hidden)]
    fn class(&self) -> usize;

    /// The same, if it is one of so many and no number is NaN or infinite.
    #[doc(hidden)]
    fn check_class(&self, sample: usize, classes: usize) -> Result<usize, Error>;
}

impl<const N: usize> Class for [f32; N] {
    fn class(&self) -> usize {
        class_of(self)
    }

    fn check_class(&self, sample: usize, classes: usize) -> Result<usize, Error> {
        TargetDomain::Numbers.check(self, sample)?;
        class_below(classes, class_of(self), sample)
    }
}

impl<const N: usize> Target<[f32; N]> for [f32; N] {
    const IS_CLASS: bool = false;

    fn check(&self, sample: usize, domain: TargetDomain) -> Result<(), Error> {
        domain.check(self, sample)
    }

    #[inline(always)]
    fn as_array<'a>(&'a self, _other: f32, _place: &'a mut [f32; N]) -> &'a [f32; N] {
        self
    }

    #[inline(always)]
    fn gather<'a, E: Executor>(
        executor: E,
        _other: f32,
        target: impl Fn(usize) -> &'a Self,
        tile: &mut [f32],
    ) {
        executor.gather::<Self>(target, tile);
    }
}

/// The class that outputs stand for: that of the largest; of one output, whether it is 0.5 or more.
pub(crate) fn class_of(outputs: &[f32]) -> usize {
    if let [output] = outputs {
        return usize::from(*output >= 0.5);
    }
    let mut largest = (0, f32::NEG_INFINITY);
    for (class, output) in outputs.iter().enumerate() {
        if *output > largest.1 {
            largest = (class, *output);
        }
    }
    largest.0
}

/// The number of a class, as an integer of some size.
macro_rules! class {
    ($($integer:ty)*) => {$(
        impl<Y: Array> Target<Y> for $integer {
            const IS_CLASS: bool = true;

            fn check(&self, sample: usize, _domain: TargetDomain) -> Result<(), Error> {
                class_below(classes(Y::LENGTH), *self as usize, sample).map(|_| ())
            }

            #[inline(always)]
            fn as_array<'a>(&'a self, other: f32, place: &'a mut Y) -> &'a Y {
                place.flat_mut().fill(other);
                mark(place.flat_mut(), *self as usize, 0, 1);
                place
            }

            #[inline(always)]
            fn gather<'a, E: Executor>(
                _executor: E,
                other: f32,
                target: impl Fn(usize) -> &'a Self,
                tile: &mut [f32],
            ) {
                tile.fill(other);
                for place in 0..E::SAMPLES {
                    mark(tile, *target(place) as usize, place, E::SAMPLES);
                }
            }
        }

        impl Class for $integer {
            fn class(&self) -> usize {
                *self as usize
            }

            fn check_class(&self, sample: usize, classes: usize) -> Result<usize, Error> {
                class_below(classes, *self as usize, sample)
            }
        }

        impl sealed::Sealed for $integer {}
    )*};
}

class!(u8 u16 u32 usize);

/// The class of a sample, if it is one of so many.
fn class_below(classes: usize, class: usize, sample: usize) -> Result<usize, Error> {
    if class < classes { Ok(class) } else { Err(Error::NoSuchClass { sample, class, classes }) }
}

/// So many outputs tell so many classes apart: one tells two.
const fn classes(outputs: usize) -> usize {
    if outputs == 1 { 2 } else { outputs }
}

/// Puts a 1 at the place of a class in rows of `samples` numbers, a row for each class. One row alone is that of
/// class 1.
#[inline(always)]
fn mark(rows: &mut [f32], class: usize, sample: usize, samples: usize) {
    let row = if rows.len() == samples { class.wrapping_sub(1) } else { class };
    if let Some(number) = rows.get_mut(row.saturating_mul(samples).saturating_add(sample)) {
        *number = 1.0;
    }
}

mod sealed {
    pub trait Sealed {}
    impl<const N: usize> Sealed for [f32; N] {}
}
