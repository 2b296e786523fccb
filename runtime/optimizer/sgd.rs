use super::Optimizer;
use crate::network::Block;

/// Plain gradient descent: `w ← w - μ ∇L(w)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgd {
    learning_rate: f32,
}

impl Sgd {
    /// Descends by `learning_rate`, the `μ` of the formula, times the gradient.
    #[must_use]
    pub const fn new(learning_rate: f32) -> Self {
        Self { learning_rate }
    }
}

impl Optimizer for Sgd {
    type State<B: Block> = ();

    fn start<B: Block>(&self) {}

    #[inline]
    fn step<B: Block>(&self, _state: &mut (), _parameters: &[f32], gradient: &mut [f32]) {
        for gradient in gradient {
            *gradient *= self.learning_rate;
        }
    }
}
