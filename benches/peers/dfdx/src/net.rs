//! What the networks, which are types, have in common.

use dfdx::nn::modules;
use dfdx::prelude::*;
use work::{Layer, Network};

/// Samples or their outputs: as many rows as there are samples, of `N` numbers.
pub(crate) type Rows<const N: usize, T = NoneTape> = Tensor<(usize, Const<N>), f32, Cpu, T>;
pub(crate) type Tape = OwnedTape<f32, Cpu>;
type Linear<const I: usize, const O: usize> = modules::Linear<I, O, f32, Cpu>;

/// A network that predicts.
pub(crate) trait Predicts<const I: usize, const O: usize>:
    Module<Rows<I>, Output = Rows<O>, Error = CpuError>
{
}

impl<M, const I: usize, const O: usize> Predicts<I, O> for M where
    M: Module<Rows<I>, Output = Rows<O>, Error = CpuError>
{
}

/// A network that is trained.
pub(crate) trait Learns<const I: usize, const O: usize>:
    ModuleMut<Rows<I, Tape>, Output = Rows<O, Tape>, Error = CpuError>
    + TensorCollection<f32, Cpu>
    + Clone
{
}

impl<M, const I: usize, const O: usize> Learns<I, O> for M where
    M: ModuleMut<Rows<I, Tape>, Output = Rows<O, Tape>, Error = CpuError>
        + TensorCollection<f32, Cpu>
        + Clone
{
}

/// A network whose weights can be set.
pub(crate) trait Weights {
    /// Its linear layers, from the inputs to the outputs.
    fn linears(&mut self) -> Vec<&mut dyn SetWeights>;
}

pub(crate) trait SetWeights {
    fn set(&mut self, layer: &Layer);
}

impl<const I: usize, const O: usize> SetWeights for Linear<I, O> {
    fn set(&mut self, layer: &Layer) {
        self.weight.copy_from(&layer.weights_by_unit());
        self.bias.copy_from(&layer.biases);
    }
}

impl<A, const I: usize, const H: usize, const O: usize> Weights
    for (Linear<I, H>, A, Linear<H, O>)
{
    fn linears(&mut self) -> Vec<&mut dyn SetWeights> {
        vec![&mut self.0, &mut self.2]
    }
}

impl<A, B, const I: usize, const H: usize, const G: usize, const O: usize> Weights
    for (Linear<I, H>, A, Linear<H, G>, B, Linear<G, O>)
{
    fn linears(&mut self) -> Vec<&mut dyn SetWeights> {
        vec![&mut self.0, &mut self.2, &mut self.4]
    }
}

/// A network, and an activation at its end.
impl<M: Weights, A> Weights for (M, A) {
    fn linears(&mut self) -> Vec<&mut dyn SetWeights> {
        self.0.linears()
    }
}

/// Builds a network with the weights of a fixture.
pub(crate) fn build<N>(device: &Cpu, network: &Network) -> N::Built
where
    N: BuildOnDevice<Cpu, f32>,
    N::Built: Weights,
{
    let mut net = N::build_on_device(device);
    for (linear, layer) in net.linears().into_iter().zip(&network.layers) {
        linear.set(layer);
    }
    net
}

/// Rows of `N` numbers.
pub(crate) fn rows<const N: usize>(device: &Cpu, numbers: &[f32]) -> Rows<N> {
    device.tensor_from_vec(numbers.to_vec(), (numbers.len() / N, Const::<N>))
}
