//! The outputs for many samples: whole tiles of them, and what remains one by one.

use super::tiles::{Tiles, in_tiles};
use super::{Network, ParametersOf};
use crate::data::{Batch, Dataset};
use crate::executor::{Executor, Inline, Library, Rows, predicting};
#[cfg(feature = "std")]
use crate::kernel::OnHeap;
use crate::kernel::{
    Array, HAS_VECTORS, ManySamples, OnStack, Storage, TILE, Target, Tiled, Values, dispatch, level,
};

/// `outputs[i]` for `inputs[i]`; both are of one length.
pub(super) fn infer_batch<N: Network>(
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    let tiles = const { Tiles::of::<N>(HAS_VECTORS) };
    let (tiled, single) = inputs.split_at(in_tiles(tiles, inputs.len()));
    let (tiled_outputs, single_outputs) = outputs.split_at_mut(tiled.len());
    if const { Tiles::of::<N>(HAS_VECTORS).are_on_stack() } && !tiled.is_empty() {
        infer_tiles::<N, OnStack>(OnStack, parameters, tiled, tiled_outputs);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<N>(HAS_VECTORS).are_on_heap() } && !tiled.is_empty() {
        infer_tiles::<N, OnHeap>(OnHeap, parameters, tiled, tiled_outputs);
    }
    if !single.is_empty() {
        predicting!(executor => {
            for (input, output) in single.iter().zip(single_outputs) {
                N::infer(executor, parameters, input.flat(), output.flat_mut());
            }
        });
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<N: Network, P: Storage>(
    storage: P,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    if cfg!(debug_assertions) {
        let executor = Library::<ManySamples<P>>::new(level(), false);
        return each_tile_inferred::<N, _, P>(executor, parameters, inputs, outputs);
    }
    dispatch!(isa => {
        each_tile_inferred::<N, _, P>(Inline(Tiled(isa, storage)), parameters, inputs, outputs);
    });
}

#[inline(always)]
pub(super) fn each_tile_inferred<N: Network, E: Executor, P: Storage>(
    executor: E,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    let mut input: P::Of<<N::Input as Array>::Tile> = Values::zeros();
    let mut output: P::Of<<N::Output as Array>::Tile> = Values::zeros();
    for (inputs, outputs) in inputs.chunks(TILE).zip(outputs.chunks_mut(TILE)) {
        let rows = Rows { samples: inputs, tile: input.flat_mut() };
        N::infer(executor, parameters, rows, output.flat_mut());
        executor.scatter(output.flat(), outputs);
    }
}

/// Shows the outputs for each sample of a dataset, one after the other.
pub(crate) fn predict_each<N, D>(
    parameters: &ParametersOf<N>,
    data: &D,
    show: &mut dyn FnMut(usize, &N::Output),
) where
    N: Network,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let batch = Batch::whole(data);
    let tiled = in_tiles(const { Tiles::of::<N>(HAS_VECTORS) }, batch.len());
    if const { Tiles::of::<N>(HAS_VECTORS).are_on_stack() } && tiled > 0 {
        predict_tiles::<N, D, OnStack>(parameters, &batch, tiled, show);
    }
    #[cfg(feature = "std")]
    if const { Tiles::of::<N>(HAS_VECTORS).are_on_heap() } && tiled > 0 {
        predict_tiles::<N, D, OnHeap>(parameters, &batch, tiled, show);
    }
    for place in tiled..batch.len() {
        let Some((input, _)) = batch.sample(place) else { return };
        let mut output = N::Output::ZEROS;
        predicting!(executor => {
            N::infer(executor, parameters, input.flat(), output.flat_mut());
        });
        show(place, &output);
    }
}

/// The same for those that go in tiles. A function of its own, for its stack.
#[inline(never)]
fn predict_tiles<N, D, P: Storage>(
    parameters: &ParametersOf<N>,
    batch: &Batch<'_, D>,
    tiled: usize,
    show: &mut dyn FnMut(usize, &N::Output),
) where
    N: Network,
    D: Dataset<Input = N::Input, Target: Target<N::Output>> + ?Sized,
{
    let executor = Library::<ManySamples<P>>::new(level(), false);
    let mut input: P::Of<<N::Input as Array>::Tile> = Values::zeros();
    let mut outputs: P::Of<<N::Output as Array>::Tile> = Values::zeros();
    for start in (0..tiled).step_by(TILE) {
        let count = TILE.min(tiled - start);
        let Some(samples) = batch.tile(start, count) else { return };
        executor.gather::<N::Input>(|place| samples[place].0, input.flat_mut());
        N::infer(executor, parameters, input.flat(), outputs.flat_mut());
        for place in 0..count {
            let mut output = N::Output::ZEROS;
            let numbers = outputs.flat().iter().skip(place).step_by(TILE);
            output.flat_mut().iter_mut().zip(numbers).for_each(|(slot, number)| *slot = *number);
            show(start + place, &output);
        }
    }
}
