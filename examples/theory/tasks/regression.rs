//! How a function is learned from points of it, as T3 and T4 do.

use sinew::prelude::*;
use sinew::{Error, Linear};

/// A network of so many inputs, with one number as its output.
pub(crate) trait Regressor<const N: usize>:
    Trainable<Input = [f32; N], Output = [f32; 1], Head = Linear>
{
}

impl<const N: usize, T> Regressor<N> for T where
    T: Trainable<Input = [f32; N], Output = [f32; 1], Head = Linear>
{
}

/// How long, and how fast.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) epochs: usize,
    pub(crate) batch: usize,
    pub(crate) learning_rate: f32,
}

/// Trains with Adam; the learning rate falls to 0 as half a cosine wave. Returns the root of the mean squared error at
/// the points of the test.
pub(crate) fn train<const N: usize, T: Regressor<N>>(
    net: &mut T,
    training: &[([f32; N], [f32; 1])],
    test: &[([f32; N], [f32; 1])],
    plan: Plan,
    seed: u64,
) -> Result<f64, Error> {
    let steps = plan.epochs * training.len().div_ceil(plan.batch);
    let mut trainer = Trainer::deterministic(MeanSquaredError, Adam::new(plan.learning_rate));
    trainer.epochs(plan.epochs).batch(plan.batch).shuffle(seed).schedule(Schedule::cosine(steps));
    trainer.fit(net, training)?;
    Ok(f64::from(trainer.evaluate(net, test)?).sqrt())
}

/// Puts all but the first `live` units of each hidden layer to sleep: a unit of which all weights, to it and from it,
/// are 0 and the bias too, says 0, and its gradient is 0. `tanh` has that, and `relu`. Training leaves it so, and the network is
/// one of `live` units a layer. So one type, which is compiled once, serves for all sizes.
pub(crate) fn narrow(parameters: &mut [f32], sizes: &[usize], live: usize) {
    let mut rest = parameters;
    let hidden = 1..sizes.len() - 1;
    let sleeps = |layer: usize, unit: usize| hidden.contains(&layer) && unit >= live;
    for (layer, ends) in sizes.windows(2).enumerate() {
        let [inputs, outputs] = [ends[0], ends[1]];
        // A row of weights for each input, and then the biases.
        let (values, after) = rest.split_at_mut((inputs + 1) * outputs);
        for (place, value) in values.iter_mut().enumerate() {
            let (input, output) = (place / outputs, place % outputs);
            if sleeps(layer + 1, output) || (input < inputs && sleeps(layer, input)) {
                *value = 0.0;
            }
        }
        rest = after;
    }
}
