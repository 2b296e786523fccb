//! Where the arithmetic of a layer is compiled: in the function that calls it, with the sizes of the layer as constants
//! ([`Inline`]), or once, in functions of the library ([`Library`]).

mod choice;
mod inline;
mod library;
mod task;

pub(crate) use choice::{on_library, on_one_sample, on_small_tiles, predicting};

pub(crate) use inline::Inline;
pub(crate) use library::Library;
pub use task::Task;
pub(crate) use task::{Activate, Backward, Move};

use crate::activation::Elementwise;
use crate::kernel::{Array, DenseParameters, Layout, SinkPart, TILE};

/// One `A` of every sample that the executor `E` works on.
pub type ValuesOf<E, A> = <<E as Executor>::Layout as Layout>::Values<A>;

/// What the passes of a network are computed with. A layer has `I` inputs and `O` outputs.
pub trait Executor: Copy {
    /// How the numbers of a layer lie in memory.
    type Layout: Layout;
    /// Whether what it does is compiled where it is called.
    const IS_INLINE: bool;
    /// How many samples it computes at once.
    const SAMPLES: usize;

    /// `z = Wᵀ x + b`.
    fn dense<const I: usize, const O: usize>(
        self,
        input: &[f32],
        parameters: DenseParameters<'_>,
        z: &mut [f32],
    );

    /// `a = σ(Wᵀ x + b)`.
    fn dense_activated<const I: usize, const O: usize>(
        self,
        input: impl Inputs<Self>,
        parameters: DenseParameters<'_>,
        activation: impl Elementwise,
        a: &mut [f32],
    );

    /// `W δ`, the derivative of the loss by the layer's inputs.
    fn back<const I: usize, const O: usize>(
        self,
        delta: &[f32],
        parameters: DenseParameters<'_>,
        by_input: &mut [f32],
    );

    /// `x δᵀ`, summed over the samples: the gradient of the weights.
    fn weight_gradient<const I: usize, const O: usize>(
        self,
        input: &[f32],
        delta: &[f32],
        weights: impl SinkPart,
    );

    /// `δ`, an `A` of each sample, summed over the samples: the gradient of the biases.
    fn bias_gradient<A: Array>(self, delta: &[f32], biases: impl SinkPart);

    /// Does what is done with an `A` of each sample.
    fn run<A: Array, T: Task>(self, task: T) -> T::Output;

    /// Calls `work` with the instructions of the executor, whatever the caller was compiled with.
    fn vectorize<R>(self, work: impl FnOnce() -> R) -> R;

    /// The largest magnitude. Not finite if one of the numbers is not.
    fn largest_magnitude(self, numbers: &[f32]) -> f32;

    /// Whether all numbers are finite.
    fn are_finite(self, numbers: &[f32]) -> bool;

    /// Puts samples side by side, those of a tile.
    fn gather<'a, A: Array>(self, sample: impl Fn(usize) -> &'a A, tile: &mut [f32]);

    /// Puts the first samples of a tile one after another.
    fn scatter<A: Array>(self, tile: &[f32], samples: &mut [A]);
}

/// The inputs of a layer.
pub trait Inputs<E: Executor> {
    /// Whether they may be samples one after another.
    const MAY_BE_ROWS: bool = false;

    /// The samples one after another, if that is how they lie.
    fn rows(&self) -> Option<&[f32]> {
        None
    }

    /// The inputs as the executor has them.
    fn units(&mut self, executor: E) -> &[f32];
}

impl<E: Executor> Inputs<E> for &[f32] {
    #[inline(always)]
    fn units(&mut self, _executor: E) -> &[f32] {
        self
    }
}

/// Samples one after another, and a tile to put them in if need be.
///
/// ```text
///   x[0] x[1] x[2] ..  of sample 0        x[0] of sample 0, 1, ..
///   x[0] x[1] x[2] ..  of sample 1   =>   x[1] of sample 0, 1, ..
/// ```
pub(crate) struct Rows<'a, A> {
    pub(crate) samples: &'a [A],
    pub(crate) tile: &'a mut [f32],
}

impl<E: Executor, A: Array> Inputs<E> for Rows<'_, A> {
    const MAY_BE_ROWS: bool = true;

    #[inline(always)]
    fn rows(&self) -> Option<&[f32]> {
        (self.samples.len() == E::SAMPLES).then(|| A::flatten(self.samples))
    }

    /// In a tile that is not full, the last sample fills the places behind it.
    #[inline(always)]
    fn units(&mut self, executor: E) -> &[f32] {
        let Self { samples, tile } = self;
        match samples.first_chunk::<TILE>() {
            Some(full) => executor.gather::<A>(
                #[inline(always)]
                |place| &full[place],
                tile,
            ),
            None => gather_part(executor, samples, tile),
        }
        tile
    }
}

/// A tile that is not full. A function of its own, so that full tiles do not wait for where its samples are.
#[cold]
#[inline(never)]
fn gather_part<E: Executor, A: Array>(executor: E, samples: &[A], tile: &mut [f32]) {
    let Some(last) = samples.last() else { return };
    executor.vectorize(
        #[inline(always)]
        || executor.gather::<A>(|place| samples.get(place).unwrap_or(last), tile),
    );
}
