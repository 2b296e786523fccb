/// The parameters of one layer, in the places where the network holds them.
///
/// `W` is `&[[f32; OUTPUTS]; INPUTS]`, a row of weights for each input, and `B` is
/// `&[f32; OUTPUTS]`, or [`NoBiases`] in a layer without; `&mut` where the view is for writing.
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
