use typenum::Unsigned;

use super::Trainer;
use crate::network::{DeltasOf, TraceOf, Trainable};
use crate::optimizer::{Optimizer, RealsOf};

impl<N: Trainable, L, O: Optimizer> Trainer<N, L, O> {
    /// How many bytes of memory the numbers take with which a network is trained, sample by sample: the network's
    /// parameters, and of those that are trained the gradient and what the optimizer remembers of each; the inputs of a sample, and the `z`, the
    /// `a`, the `δ` and the derivative by `a` of all units.
    ///
    /// Beside them stand the trainer's settings, return addresses and what registers were saved, which do not grow
    /// with the network: 696 bytes on a Cortex-M0, as `examples/firmware` measures it. On a CPU with vectors
    /// a batch is computed in tiles, each of which has the numbers of all its samples.
    ///
    /// ```
    /// use sinew::prelude::*;
    ///
    /// network! { struct Xor< 2 => 8 relu => 1 sigmoid >; }
    ///
    /// type Training<O> = Trainer<Xor, BinaryCrossEntropy, O>;
    /// // 33 parameters and their gradient; 2 inputs, and 4 numbers of each of 9 units.
    /// assert_eq!(Training::<Sgd>::TRAINING_BYTES, 4 * (2 * 33 + 2 + 4 * 9));
    /// // Two more for each parameter.
    /// assert_eq!(Training::<Adam>::TRAINING_BYTES, Training::<Sgd>::TRAINING_BYTES + 4 * 2 * 33);
    /// ```
    pub const TRAINING_BYTES: usize = N::FLASH_BYTES
        + N::Trained::USIZE * (size_of::<f32>() + size_of::<RealsOf<O, f32>>())
        + size_of::<TraceOf<N>>()
        + size_of::<DeltasOf<N>>()
        + N::INFERENCE_BYTES;
}
