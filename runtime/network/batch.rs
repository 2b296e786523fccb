//! Many samples: whole tiles of them, and what remains.

use super::{Network, ParametersOf, Trainable};
use crate::kernel::{Array, Each, Isa, Kernel, One, TILE, Tile, Tiled, Values, ValuesOf};
use crate::loss::Loss;

/// From so many samples on a tile is faster than one sample after the other.
const TILE_FROM: usize = 6;

/// Up to so many inputs and units a network's tiles fit on a stack of 2 MiB, even unoptimized.
const TILED_UP_TO: usize = 1024;

/// How many of the first samples go in tiles, the last of which may not be full.
///
/// Without vectors a tile gains nothing, and is not even compiled.
#[inline(always)]
fn in_tiles<N: Network, S: Isa>(count: usize) -> usize {
    let rest = count % TILE;
    if S::LANES == 1 || N::UNITS > TILED_UP_TO {
        0
    } else if rest >= TILE_FROM {
        count
    } else {
        count - rest
    }
}

/// `outputs[i]` for `inputs[i]`; both are of one length.
#[inline(always)]
pub(super) fn infer_batch<N: Network, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    let (tiled, single) = inputs.split_at(in_tiles::<N, S>(inputs.len()));
    let (tiled_outputs, single_outputs) = outputs.split_at_mut(tiled.len());
    if !tiled.is_empty() {
        infer_tiles::<N, S>(isa, parameters, tiled, tiled_outputs);
    }
    for (input, output) in single.iter().zip(single_outputs) {
        N::infer(One(isa), parameters, input, output);
    }
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn infer_tiles<N: Network, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    isa.vectorize(
        #[inline(always)]
        || {
            for (inputs, outputs) in inputs.chunks(TILE).zip(outputs.chunks_mut(TILE)) {
                let samples = filled(inputs.len(), |place| &inputs[place]);
                let (mut input, mut output) = (Values::ZEROS, Values::ZEROS);
                N::Input::gather(isa, &samples, &mut input);
                N::infer(Tiled(isa), parameters, &input, &mut output);
                N::Output::scatter(isa, &output, outputs);
            }
        },
    );
}

/// The mean loss of `count` samples; adds its gradient where there is a place for it.
#[inline(always)]
pub(crate) fn batch_loss<'a, N: Trainable, L: Loss<N::Head>, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    loss: L,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    mut gradient: Option<&mut ParametersOf<N>>,
) -> f32
where
    N::Input: 'a,
    N::Output: 'a,
{
    let share = 1.0 / count as f32;
    let tiled = in_tiles::<N, S>(count);
    let mut total = 0.0;
    if tiled > 0 {
        total += tile_losses::<N, L, S>(
            isa,
            parameters,
            loss,
            share,
            tiled,
            &sample,
            gradient.as_deref_mut(),
        );
    }
    for place in tiled..count {
        let (input, target) = sample(place);
        let shares = [share];
        total += sample_losses::<N, L, _>(
            One(isa),
            parameters,
            loss,
            input,
            target,
            &shares,
            gradient.as_deref_mut(),
        )[0];
    }
    total
}

/// A function of its own: the stack that tiles need is taken only where there are tiles.
#[inline(never)]
fn tile_losses<'a, N: Trainable, L: Loss<N::Head>, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    loss: L,
    share: f32,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    mut gradient: Option<&mut ParametersOf<N>>,
) -> f32
where
    N::Input: 'a,
    N::Output: 'a,
{
    isa.vectorize(
        #[inline(always)]
        || {
            let mut total = 0.0;
            for start in (0..count).step_by(TILE) {
                let part = TILE.min(count - start);
                let samples = filled(part, |place| sample(start + place));
                let shares = shares(share, part);
                let (mut input, mut target) = (Values::ZEROS, Values::ZEROS);
                N::Input::gather(isa, &samples.map(|(input, _)| input), &mut input);
                N::Output::gather(isa, &samples.map(|(_, target)| target), &mut target);
                let losses = sample_losses::<N, L, _>(
                    Tiled(isa),
                    parameters,
                    loss,
                    &input,
                    &target,
                    &shares,
                    gradient.as_deref_mut(),
                );
                total += losses[0].iter().sum::<f32>();
            }
            total
        },
    )
}

/// The samples of a tile; the last one fills the places behind it.
#[inline(always)]
fn filled<'a, T>(count: usize, sample: impl Fn(usize) -> &'a T) -> [&'a T; TILE] {
    core::array::from_fn(|place| sample(place.min(count - 1)))
}

/// The same share for each of `count` samples of a tile, none for the places that are not filled.
#[inline(always)]
fn shares(share: f32, count: usize) -> Tile<1> {
    [core::array::from_fn(|column| if column < count { share } else { 0.0 })]
}

/// Each sample's loss times its share; adds the gradient of their sum where there is a place for it.
#[inline(always)]
fn sample_losses<N: Trainable, L: Loss<N::Head>, K: Kernel>(
    kernel: K,
    parameters: &ParametersOf<N>,
    loss: L,
    input: &ValuesOf<K, N::Input>,
    target: &ValuesOf<K, N::Output>,
    shares: &Each<K>,
    gradient: Option<&mut ParametersOf<N>>,
) -> Each<K> {
    let mut trace = N::empty_trace();
    N::trace(kernel, parameters, input, &mut trace);
    let output = N::head(&trace);
    let losses = loss.value::<K, N::Output>(kernel, output, target);
    if let Some(gradient) = gradient {
        let (mut of_sample, mut delta) = (Values::ZEROS, Values::ZEROS);
        loss.delta::<K, N::Output>(kernel, N::HEAD, output, target, &mut of_sample);
        kernel.zip_each::<N::Output>(
            &of_sample,
            shares,
            &mut delta,
            #[inline(always)]
            |delta, share| delta * share,
        );
        let mut first_delta = Values::ZEROS;
        N::add_gradient(kernel, parameters, input, &trace, &delta, gradient, &mut first_delta);
    }
    let mut shared = Values::ZEROS;
    kernel.zip::<[f32; 1]>(
        &losses,
        shares,
        &mut shared,
        #[inline(always)]
        |loss, share| loss * share,
    );
    shared
}
