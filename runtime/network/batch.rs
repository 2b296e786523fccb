//! Many samples: whole tiles of them, and what remains.

use super::{Network, ParametersOf, Trainable};
use crate::kernel::{Array, Each, Isa, Kernel, One, TILE, Tile, Tiled, ValuesOf};
use crate::loss::Loss;

/// From so many samples on a tile is faster than one sample after the other.
const TILE_FROM: usize = 6;

/// The next samples of `remaining`, and whether they are worth a tile.
///
/// Without vectors a tile gains nothing, and is not even compiled.
#[inline(always)]
fn next_part<S: Isa>(remaining: usize) -> (usize, bool) {
    let tiled = S::LANES > 1 && remaining >= TILE_FROM;
    (if tiled { remaining.min(TILE) } else { 1 }, tiled)
}

/// `outputs[i]` for `inputs[i]`; both are of one length.
#[inline(always)]
pub(super) fn infer_batch<N: Network, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    inputs: &[N::Input],
    outputs: &mut [N::Output],
) {
    let mut start = 0;
    while start < inputs.len() {
        let (count, tiled) = next_part::<S>(inputs.len() - start);
        let part = start..start + count;
        if tiled {
            let tile = N::Input::gather(inputs[part.clone()].iter());
            let out = N::infer(Tiled(isa), parameters, &tile);
            N::Output::scatter(&out, &mut outputs[part]);
        } else {
            outputs[start] = N::infer(One(isa), parameters, &inputs[start]);
        }
        start += count;
    }
}

/// Adds the gradient of the mean loss of `count` samples; returns that mean.
#[inline(always)]
pub(crate) fn add_batch_gradient<'a, N: Trainable, L: Loss<N::Head>, S: Isa>(
    isa: S,
    parameters: &ParametersOf<N>,
    loss: L,
    count: usize,
    sample: impl Fn(usize) -> &'a (N::Input, N::Output),
    gradient: &mut ParametersOf<N>,
) -> f32
where
    N::Input: 'a,
    N::Output: 'a,
{
    let share = 1.0 / count as f32;
    let mut total = 0.0;
    let mut start = 0;
    while start < count {
        let (part, tiled) = next_part::<S>(count - start);
        if tiled {
            let samples = (start..start + part).map(&sample);
            let input = N::Input::gather(samples.clone().map(|(input, _)| input));
            let target = N::Output::gather(samples.map(|(_, target)| target));
            let shares = [core::array::from_fn(|column| if column < part { share } else { 0.0 })];
            let shares: Tile<1> = shares;
            let losses = add_gradient::<N, L, _>(
                Tiled(isa),
                parameters,
                loss,
                &input,
                &target,
                &shares,
                gradient,
            );
            total += losses[0].iter().sum::<f32>();
        } else {
            let (input, target) = sample(start);
            let losses = add_gradient::<N, L, _>(
                One(isa),
                parameters,
                loss,
                input,
                target,
                &[share],
                gradient,
            );
            total += losses[0];
        }
        start += part;
    }
    total
}

/// Adds the gradient of each sample's loss times its share; returns those losses times their share.
#[inline(always)]
fn add_gradient<N: Trainable, L: Loss<N::Head>, K: Kernel>(
    kernel: K,
    parameters: &ParametersOf<N>,
    loss: L,
    input: &ValuesOf<K, N::Input>,
    target: &ValuesOf<K, N::Output>,
    shares: &Each<K>,
    gradient: &mut ParametersOf<N>,
) -> Each<K> {
    let trace = N::trace(kernel, parameters, input);
    let output = N::head(&trace);
    let losses = loss.value::<K, N::Output>(kernel, output, target);
    let delta = loss.delta::<K, N::Output>(kernel, N::HEAD, output, target);
    let delta = kernel.zip_each::<N::Output>(
        &delta,
        shares,
        #[inline(always)]
        |delta, share| delta * share,
    );
    N::add_gradient(kernel, parameters, input, &trace, delta, gradient);
    kernel.zip::<[f32; 1]>(
        &losses,
        shares,
        #[inline(always)]
        |loss, share| loss * share,
    )
}
