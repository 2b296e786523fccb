//! The outputs for many samples: whole tiles of them, and what remains one by one.

use super::tiles::{Tiles, in_tiles};
use super::{Architecture, ParametersOf};
use crate::data::{Batch, Dataset};
use crate::executor::{Executor, Inline, Library, Rows, predicting};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Array, HAS_VECTORS, ManySamples, OnStack, Storage, TILE, Target, Tiled, Values, dispatch, level,
};

/// `outputs[i]` for `inputs[i]`; both are of one length.
pub(super) fn infer_batch<A: Architecture>(
    parameters: &ParametersOf<A>,
    inputs: &[A::Input],
    outputs: &mut [A::Output],
) {
    let tiles = const { Tiles::of::<A>(HAS_VECTORS) };
    let (tiled, single) = inputs.split_at(in_tiles(tiles, inputs.len()));
    let (tiled_outputs, single_outputs) = outputs.split_at_mut(tiled.len());
    if const { Tiles::of::<A>(HAS_VECTORS).are_on_stack() } && !tiled.is_empty() {
        infer_tiles::<A, OnStack>(OnStack, parameters, tiled, tiled_outputs);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<A>(HAS_VECTORS).are_on_heap() } && !tiled.is_empty() {
        infer_tiles::<A, OnHeap>(OnHeap, parameters, tiled, tiled_outputs);
    }
    if !single.is_empty() {
        predicting!(executor => {
            for (input, output) in single.iter().zip(single_outputs) {
                A::infer(executor, parameters, input.flat(), output.flat_mut());
            }
        });
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<A: Architecture, P: Storage>(
    storage: P,
    parameters: &ParametersOf<A>,
    inputs: &[A::Input],
    outputs: &mut [A::Output],
) {
    if cfg!(debug_assertions) {
        let executor = Library::<ManySamples<P>>::new(level(), false);
        return each_tile_inferred::<A, _, P>(executor, parameters, inputs, outputs);
    }
    dispatch!(isa => {
        each_tile_inferred::<A, _, P>(Inline(Tiled(isa, storage)), parameters, inputs, outputs);
    });
}

#[inline(always)]
pub(super) fn each_tile_inferred<A: Architecture, E: Executor, P: Storage>(
    executor: E,
    parameters: &ParametersOf<A>,
    inputs: &[A::Input],
    outputs: &mut [A::Output],
) {
    let mut input: P::Of<<A::Input as Array>::Tile> = Values::zeros();
    let mut output: P::Of<<A::Output as Array>::Tile> = Values::zeros();
    for (inputs, outputs) in inputs.chunks(TILE).zip(outputs.chunks_mut(TILE)) {
        let rows = Rows { samples: inputs, tile: input.flat_mut() };
        A::infer(executor, parameters, rows, output.flat_mut());
        executor.scatter(output.flat(), outputs);
    }
}

/// Shows the outputs for each sample of a dataset, one after the other.
pub(crate) fn predict_each<A, D>(
    parameters: &ParametersOf<A>,
    data: &D,
    show: &mut dyn FnMut(usize, &A::Output),
) where
    A: Architecture,
    D: Dataset<Input = A::Input, Target: Target<A::Output>> + ?Sized,
{
    let batch = Batch::whole(data);
    let tiled = in_tiles(const { Tiles::of::<A>(HAS_VECTORS) }, batch.len());
    if const { Tiles::of::<A>(HAS_VECTORS).are_on_stack() } && tiled > 0 {
        predict_tiles::<A, D, OnStack>(parameters, &batch, tiled, show);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<A>(HAS_VECTORS).are_on_heap() } && tiled > 0 {
        predict_tiles::<A, D, OnHeap>(parameters, &batch, tiled, show);
    }
    for place in tiled..batch.len() {
        let Some((input, _)) = batch.sample(place) else { return };
        let mut output = A::Output::ZEROS;
        predicting!(executor => {
            A::infer(executor, parameters, input.flat(), output.flat_mut());
        });
        show(place, &output);
    }
}

/// The same for those that go in tiles. A function of its own, for its stack.
#[inline(never)]
fn predict_tiles<A, D, P: Storage>(
    parameters: &ParametersOf<A>,
    batch: &Batch<'_, D>,
    tiled: usize,
    show: &mut dyn FnMut(usize, &A::Output),
) where
    A: Architecture,
    D: Dataset<Input = A::Input, Target: Target<A::Output>> + ?Sized,
{
    let executor = Library::<ManySamples<P>>::new(level(), false);
    let mut input: P::Of<<A::Input as Array>::Tile> = Values::zeros();
    let mut outputs: P::Of<<A::Output as Array>::Tile> = Values::zeros();
    for start in (0..tiled).step_by(TILE) {
        let count = TILE.min(tiled - start);
        let Some(samples) = batch.tile(start, count) else { return };
        executor.gather::<A::Input>(|place| samples[place].0, input.flat_mut());
        A::infer(executor, parameters, input.flat(), outputs.flat_mut());
        for place in 0..count {
            let mut output = A::Output::ZEROS;
            let numbers = outputs.flat().iter().skip(place).step_by(TILE);
            output.flat_mut().iter_mut().zip(numbers).for_each(|(slot, number)| *slot = *number);
            show(start + place, &output);
        }
    }
}
