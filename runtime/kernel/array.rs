use super::reduce::rows_dot;
use super::{Isa, Storage, Target, transpose};

/// How many samples a tile holds: two vectors of AVX-512, eight of SSE.
pub(crate) const TILE: usize = 32;

/// A tile of samples in the order of their units: the first unit of every sample, then the second.
///
/// ```text
///            sample 0  1  2  ..
///   unit 0  │ a[0]  a[0]  a[0]  ..
///   unit 1  │ a[1]  a[1]  a[1]  ..
/// ```
pub(crate) type Tile<const N: usize> = [[f32; TILE]; N];

/// A slice as an array; none if it is not so long, which does not happen.
#[inline(always)]
pub(crate) fn array<T, const N: usize>(values: &[T]) -> Option<&[T; N]> {
    debug_assert_eq!(values.len(), N);
    values.try_into().ok()
}

/// The same for writing.
#[inline(always)]
pub(crate) fn array_mut<T, const N: usize>(values: &mut [T]) -> Option<&mut [T; N]> {
    debug_assert_eq!(values.len(), N);
    values.try_into().ok()
}

/// Numbers of a constant count, one after another.
///
/// ```
/// use sinew::Values;
///
/// let mut units = <[f32; 3]>::zeros();
/// units.flat_mut()[1] = 2.0;
/// assert_eq!(units.flat(), [0.0, 2.0, 0.0]);
/// ```
pub trait Values: Clone + PartialEq + core::fmt::Debug + 'static {
    /// All of them zero.
    fn zeros() -> Self;

    /// The numbers in the order in which they lie in memory.
    fn flat(&self) -> &[f32];

    /// The numbers in the order in which they lie in memory.
    fn flat_mut(&mut self) -> &mut [f32];

    /// Numbers as an array, if it has so many.
    #[doc(hidden)]
    #[must_use]
    fn from_flat(_numbers: &[f32]) -> Option<&Self> {
        None
    }

    /// The same for writing.
    #[doc(hidden)]
    #[must_use]
    fn from_flat_mut(_numbers: &mut [f32]) -> Option<&mut Self> {
        None
    }
}

impl<const N: usize> Values for [f32; N] {
    #[inline(always)]
    fn zeros() -> Self {
        // A constant is copied, where code that is not optimized would write number by number.
        const { [0.0; N] }
    }

    #[inline(always)]
    fn flat(&self) -> &[f32] {
        self
    }

    #[inline(always)]
    fn flat_mut(&mut self) -> &mut [f32] {
        self
    }

    #[inline(always)]
    fn from_flat(numbers: &[f32]) -> Option<&Self> {
        numbers.try_into().ok()
    }

    #[inline(always)]
    fn from_flat_mut(numbers: &mut [f32]) -> Option<&mut Self> {
        numbers.try_into().ok()
    }
}

impl<const N: usize, const M: usize> Values for [[f32; N]; M] {
    #[inline(always)]
    fn zeros() -> Self {
        const { [[0.0; N]; M] }
    }

    #[inline(always)]
    fn flat(&self) -> &[f32] {
        self.as_flattened()
    }

    #[inline(always)]
    fn flat_mut(&mut self) -> &mut [f32] {
        self.as_flattened_mut()
    }

    #[inline(always)]
    fn from_flat(numbers: &[f32]) -> Option<&Self> {
        numbers.as_chunks().0.try_into().ok()
    }

    #[inline(always)]
    fn from_flat_mut(numbers: &mut [f32]) -> Option<&mut Self> {
        numbers.as_chunks_mut().0.try_into().ok()
    }
}

/// An array of numbers, `[f32; N]`: the inputs, the targets or the units of one sample.
///
/// Implemented for arrays of every length, and for nothing else. In code for any network it makes
/// inputs and reads outputs:
///
/// ```
/// use sinew::prelude::*;
/// use sinew::{Array, Values};
///
/// /// The largest output for inputs that are all alike.
/// fn largest<N: Network>(net: &N, input: f32) -> f32 {
///     let mut inputs = N::Input::ZEROS;
///     inputs.flat_mut().fill(input);
///     net.predict(&inputs).flat().iter().copied().fold(f32::NEG_INFINITY, f32::max)
/// }
///
/// assert_eq!(largest(&network!(3 => 2), 1.0), 0.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no array of `f32`",
    note = "the inputs and the outputs of a sample are arrays of `f32`, such as `[f32; 4]`"
)]
pub trait Array:
    Values + Copy + AsRef<[f32]> + AsMut<[f32]> + Send + Sync + Target<Self> + sealed::Sealed + 'static
{
    /// How many numbers.
    const LENGTH: usize;
    /// All of them zero.
    const ZEROS: Self;
    /// The same for each sample of a tile.
    #[doc(hidden)]
    type Tile: Values;

    /// Samples side by side.
    #[doc(hidden)]
    fn gather<'a, S: Isa>(isa: S, sample: impl Fn(usize) -> &'a Self, tile: &mut [f32]);

    /// The same for writing.
    #[doc(hidden)]
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32];

    /// The sum over the samples of a tile of each number.
    #[doc(hidden)]
    fn sums<S: Isa>(isa: S, tile: &[f32], sums: &mut Self);

    /// The numbers of samples one after another.
    #[doc(hidden)]
    fn flatten(samples: &[Self]) -> &[f32];

    /// The first samples of a tile, one after another.
    #[doc(hidden)]
    fn scatter<S: Isa>(isa: S, tile: &[f32], samples: &mut [Self]);
}

impl<const N: usize> Array for [f32; N] {
    const LENGTH: usize = N;
    const ZEROS: Self = [0.0; N];
    type Tile = Tile<N>;

    #[inline(always)]
    fn gather<'a, S: Isa>(isa: S, sample: impl Fn(usize) -> &'a Self, tile: &mut [f32]) {
        if let Some(tile) = array_mut(tile.as_chunks_mut().0) {
            transpose::gather(isa, sample, tile);
        }
    }

    #[inline(always)]
    fn flatten_mut(samples: &mut [Self]) -> &mut [f32] {
        samples.as_flattened_mut()
    }

    #[inline(always)]
    fn sums<S: Isa>(isa: S, tile: &[f32], sums: &mut Self) {
        if let Some(tile) = array(tile.as_chunks().0) {
            rows_dot(isa, tile, &[1.0; TILE], sums);
        }
    }

    #[inline(always)]
    fn flatten(samples: &[Self]) -> &[f32] {
        samples.as_flattened()
    }

    #[inline(always)]
    fn scatter<S: Isa>(isa: S, tile: &[f32], samples: &mut [Self]) {
        let Some(tile) = array(tile.as_chunks().0) else { return };
        match samples.first_chunk_mut() {
            Some(samples) => transpose::scatter(isa, tile, samples),
            None => transpose::scatter_one_by_one(tile, samples),
        }
    }
}

mod sealed {
    pub trait Sealed {}
    impl<const N: usize> Sealed for [f32; N] {}
}

/// How the numbers of a layer lie in memory.
pub trait Layout: Copy {
    /// How many samples a layer's numbers are of.
    const SAMPLES: usize;
    /// The place for one `A` of every sample.
    type Values<A: Array>: Values;
}

/// One sample: a layer's numbers are its plain array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneSample;

impl Layout for OneSample {
    const SAMPLES: usize = 1;
    type Values<A: Array> = A;
}

/// A tile of samples: a layer's numbers are a row of them for each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ManySamples<P>(P);

impl<P: Storage> Layout for ManySamples<P> {
    const SAMPLES: usize = TILE;
    type Values<A: Array> = P::Of<A::Tile>;
}
