use crate::activation::{Activation, Linear};

/// An activation whose outputs `a` are logits, any numbers, of which the loss `L` makes probabilities itself.
#[diagnostic::on_unimplemented(
    message = "`{L}` needs a network that ends in `linear`, but this one ends in `{Self}`",
    note = "leave out the last activation, or train with another loss: a network that ends in `sigmoid` takes `BinaryCrossEntropy`, one that ends in `softmax` takes `CrossEntropy`, and `MeanSquaredError` fits all"
)]
pub trait Logits<L>: Activation {}

// So end stages without an activation, too: the logits are their `a`, and their `z` something else.
impl<L> Logits<L> for Linear {}
