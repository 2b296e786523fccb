//! What a layer is given: the numbers of a tile as it holds them, or samples as their owner has them.

use super::{Array, Isa, Kernel, Storage, Tiled, ValuesOf};

/// The inputs of a layer: one `A` of every sample that the kernel `K` works on.
pub trait Inputs<K: Kernel, A: Array> {
    /// Whether they may be samples one after another.
    const MAY_BE_ROWS: bool = false;

    /// The samples one after another, if that is how they lie.
    fn rows(&self) -> Option<&[A]> {
        None
    }

    /// The inputs as the kernel holds them.
    fn values(&mut self, kernel: K) -> &ValuesOf<K, A>;
}

impl<K: Kernel, A: Array> Inputs<K, A> for &ValuesOf<K, A> {
    #[inline(always)]
    fn values(&mut self, _kernel: K) -> &ValuesOf<K, A> {
        self
    }
}

/// Samples one after another, and a tile to put them in if need be.
///
/// ```text
///   x[0] x[1] x[2] ..  of sample 0        x[0] of sample 0, 1, ..
///   x[0] x[1] x[2] ..  of sample 1   =>   x[1] of sample 0, 1, ..
/// ```
pub(crate) struct Given<'a, A, V> {
    pub(crate) samples: &'a [A],
    pub(crate) tile: &'a mut V,
}

impl<S: Isa, P: Storage, A: Array, const T: usize> Inputs<Tiled<S, T, P>, A>
    for Given<'_, A, P::Of<A::Tile<T>>>
{
    const MAY_BE_ROWS: bool = true;

    #[inline(always)]
    fn rows(&self) -> Option<&[A]> {
        Some(self.samples)
    }

    #[inline(always)]
    fn values(&mut self, kernel: Tiled<S, T, P>) -> &P::Of<A::Tile<T>> {
        let tile = P::get_mut(self.tile);
        match self.samples.first_chunk::<T>() {
            Some(full) => A::gather(kernel.isa(), |place| &full[place], tile),
            None => gather_part::<S, A, T>(kernel.isa(), self.samples, tile),
        }
        self.tile
    }
}

/// A tile that is not full: its last sample fills the places behind it. A function of its own, so that full
/// tiles do not wait for where its samples are.
#[cold]
#[inline(never)]
fn gather_part<S: Isa, A: Array, const T: usize>(isa: S, samples: &[A], tile: &mut A::Tile<T>) {
    let Some(last) = samples.last() else { return };
    isa.vectorize(
        #[inline(always)]
        || A::gather(isa, |place| samples.get(place).unwrap_or(last), tile),
    );
}
