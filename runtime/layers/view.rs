/// The parameters of one layer, in the places where the network holds them.
///
/// `W` is `&[[f32; OUTPUTS]; INPUTS]`, a row of weights for each input, and `B` is
/// `&[f32; OUTPUTS]`, or [`NoBiases`] in a layer without; `&mut` where the view is for writing.
///
/// ```
/// use sinew::{NoBiases, network};
///
/// let mut net = network!(2 => 3 relu => 1 [no_bias]);
/// net.layer1_mut().weights[1][2] = 0.5;
/// net.layer1_mut().biases[2] = 1.0;
/// assert_eq!(net.layer1().weights, &[[0.0, 0.0, 0.0], [0.0, 0.0, 0.5]]);
/// assert_eq!(net.layer2().biases, NoBiases);
/// ```
#[derive(Debug, PartialEq)]
pub struct Layer<W, B> {
    /// `weights[i][o]` is the weight from input `i` to output `o`.
    pub weights: W,
    /// `biases[o]` is added to output `o`.
    pub biases: B,
}

/// In the place of the biases of a layer that is `[no_bias]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoBiases;
