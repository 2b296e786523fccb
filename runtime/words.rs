//! What the words of the language mean that stand for no type: an editor shows it at the word.

/// `8 relu [no_bias]`: the layer has weights and no biases, `z = Wᵀ x`.
pub const fn no_bias() {}

/// `8 relu [freeze]`: the layer's weights and biases stay as they are when the network is trained.
pub const fn freeze() {}

/// `8 relu [l2 = 1e-4]`: a step pulls the weights of the layer towards zero, but not its biases (L2 regularization):
/// the penalty is the rate times half the sum of their squares.
pub const fn l2() {}

/// `8 relu [init = he]`, `{ init: he }`: how the weights of a layer start, or those of all layers that do not
/// say it themselves: `he`, `xavier`, `lecun`, `zeros` or `uniform(limit)`. See [`Init`](crate::Init).
pub const fn init() {}

/// `repeat 3 { 16 tanh }`: stands for the same stages so many times one after another, each with parameters of
/// its own.
pub const fn repeat() {}

/// `{ seed: 7 }`: the network has a `new()`, which is `seeded(7)`.
pub const fn seed() {}

/// `{ loss: cross_entropy }`: the network has a constant `LOSS` for its trainer: `mean_squared_error`,
/// `mean_absolute_error`, `huber(delta)`, `hinge`, `cosine_distance`; `binary_cross_entropy` behind `sigmoid`;
/// `cross_entropy`, `smoothed_cross_entropy(smoothing)` and `kullback_leibler` behind `softmax`;
/// `binary_cross_entropy_with_logits`, `cross_entropy_with_logits` and
/// `smoothed_cross_entropy_with_logits(smoothing)` behind `linear`; or the path of a [`Loss`](crate::Loss).
pub const fn loss() {}

/// `{ budget { flash <= 16 KiB, ram <= 2 KiB, macs <= 10_000 } }`: a network that needs more does not compile.
pub const fn budget() {}

/// `flash <= 16 KiB`: the bytes of all parameters, four for each.
pub const fn flash() {}

/// `ram <= 2 KiB`: the bytes of the inputs and outputs of all layers in a prediction; with a `loss`, those of a
/// step of plain gradient descent.
pub const fn ram() {}

/// `macs <= 10_000`: the multiply-adds of a prediction.
pub const fn macs() {}

/// 1024 bytes.
#[allow(non_snake_case, reason = "a word of the language")]
pub const fn KiB() {}

/// 1024 KiB.
#[allow(non_snake_case, reason = "a word of the language")]
pub const fn MiB() {}
