//! What a network means: names, sizes and activations resolved.
//!
//! Made from a network that passed the checks. From one that did not, it holds something valid in
//! place of what is wrong, so that the type exists and one mistake gives one error.

mod resolve;
mod words;

use std::iter;

use proc_macro2::{Span, TokenStream};
use syn::Ident;

use crate::activation::LINEAR;
use crate::loss::Form;
use crate::stage::Keep;

pub(crate) struct Model {
    pub(crate) runtime: TokenStream,
    /// What that stands for, if it is the name of an import.
    pub(crate) library: Option<TokenStream>,
    pub(crate) attributes: TokenStream,
    /// Those of them that decide whether it is compiled, and how strictly.
    pub(crate) cfg: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    /// Whether it is a value and not an item.
    pub(crate) is_expression: bool,
    pub(crate) inputs: Size,
    /// At least one.
    pub(crate) layers: Vec<Layer>,
    /// The loss that it is trained with, if it says so.
    pub(crate) loss: Option<Loss>,
    /// The seed that it starts from, if it says so.
    pub(crate) seed: Option<u64>,
    /// Paths to what explains the words that stand for no type, each at its word.
    pub(crate) words: Vec<TokenStream>,
}

/// What a network is trained with.
pub(crate) struct Loss {
    /// The type, at the user's token.
    pub(crate) path: TokenStream,
    pub(crate) argument: Option<TokenStream>,
    pub(crate) form: Form,
    /// Whether it is a type of the user's.
    pub(crate) is_own: bool,
    /// As it was written, and where.
    pub(crate) text: String,
    pub(crate) at: Span,
}

/// More, and the code would be longer than anyone can want.
pub(crate) const MOST_REPEATS: usize = 256;

/// How deep blocks are nested at most. For rustc, too, each `residual` is a network in another.
pub(crate) const MOST_BLOCKS: usize = 16;

/// From so many parameters on, the padding to a cache line is less than a sixteenth.
const ALIGNED_FROM: usize = 256;

/// The bytes of a cache line.
pub(crate) const CACHE_LINE: usize = 64;

/// The bytes of a number.
pub(crate) const NUMBER: usize = 4;

/// A stage, with its place in the network.
pub(crate) struct Layer {
    /// `layer1`, for methods and fields.
    pub(crate) name: Ident,
    /// `__NET_LAYER1`, for the constant that holds its place.
    pub(crate) constant: Ident,
    pub(crate) number: usize,
    pub(crate) inputs: Size,
    pub(crate) outputs: Size,
    pub(crate) kind: Kind,
    /// Where its word was written.
    pub(crate) at: Span,
    /// Whether its parameters stay as they are.
    pub(crate) frozen: bool,
}

/// What a stage does.
pub(crate) enum Kind {
    Dense(Dense),
    Keep(&'static Keep, Option<TokenStream>),
    /// What stands between its braces.
    Residual(Box<Model>),
    /// The type of another network.
    Network(TokenStream),
}

pub(crate) struct Dense {
    pub(crate) activation: Activation,
    pub(crate) has_biases: bool,
    pub(crate) init: Option<Init>,
    /// The rate of its L2 regularization.
    pub(crate) l2: Option<TokenStream>,
}

pub(crate) struct Activation {
    /// As the user wrote it, or `linear`.
    pub(crate) text: String,
    /// The type, at the user's token.
    pub(crate) path: TokenStream,
    /// Whether that is a type of the user's.
    pub(crate) is_own: bool,
    pub(crate) argument: Option<TokenStream>,
    pub(crate) differentiable: bool,
}

#[derive(Clone)]
pub(crate) struct Init {
    /// The function of the runtime's `Init`.
    pub(crate) function: Ident,
    pub(crate) argument: Option<TokenStream>,
}

/// A size, and its value where the macro can see it.
#[derive(Clone)]
pub(crate) struct Size {
    pub(crate) tokens: TokenStream,
    pub(crate) value: Option<usize>,
    /// For people, if the tokens are not the user's own.
    pub(crate) words: Option<String>,
}

/// What the names of a network's constants begin with. None of the user's does, so that a size may be any of theirs.
pub(crate) fn prefix(network: &Ident) -> String {
    let name = network.to_string().to_uppercase();
    format!("__{}", name.trim_start_matches("R#").trim_start_matches("__"))
}

impl Model {
    /// What the names of its constants begin with.
    pub(crate) fn prefix(&self) -> String {
        prefix(&self.name)
    }

    pub(crate) fn last(&self) -> &Layer {
        &self.layers[self.layers.len() - 1]
    }

    pub(crate) fn outputs(&self) -> &Size {
        &self.last().outputs
    }

    /// The inputs, and the units of each layer.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = &Size> {
        iter::once(&self.inputs).chain(self.layers.iter().map(|layer| &layer.outputs))
    }

    /// Weights and biases of all layers, where every size is visible.
    pub(crate) fn parameters(&self) -> Option<usize> {
        self.layers.iter().map(Layer::parameters).sum()
    }

    /// Those of them that are trained, where every size is visible.
    pub(crate) fn trained_parameters(&self) -> Option<usize> {
        self.layers.iter().map(Layer::trained_parameters).sum()
    }

    /// Whether it begins with a cache line, as it does where its size is visible and the padding is small.
    pub(crate) fn is_aligned(&self) -> bool {
        self.parameters().is_some_and(|parameters| parameters >= ALIGNED_FROM)
    }

    /// The bytes behind its parameters, up to the end of a cache line.
    pub(crate) fn padding(&self) -> Option<usize> {
        let bytes = NUMBER * self.parameters()?;
        Some(if self.is_aligned() { bytes.next_multiple_of(CACHE_LINE) - bytes } else { 0 })
    }

    /// The bytes that it takes.
    pub(crate) fn bytes(&self) -> Option<usize> {
        Some(NUMBER * self.parameters()? + self.padding()?)
    }

    /// Products of all layers for one sample, where every size is visible.
    pub(crate) fn multiply_adds(&self) -> Option<usize> {
        self.layers.iter().map(Layer::multiply_adds).sum()
    }

    /// The numbers that a sample is on its way, where every size is visible.
    pub(crate) fn units(&self) -> Option<usize> {
        let inside = self.layers.iter().map(Layer::units_inside).sum::<Option<usize>>()?;
        Some(inside + self.sizes().map(|size| size.value).sum::<Option<usize>>()?)
    }

    /// Whether a gradient passes through every layer that the macro can see.
    pub(crate) fn is_trainable(&self) -> bool {
        self.layers.iter().all(Layer::is_trainable)
    }

    /// The layers from the first on that has something to train.
    pub(crate) fn trained(&self) -> &[Layer] {
        let first = self.layers.iter().position(Layer::is_trained);
        &self.layers[first.unwrap_or(self.layers.len() - 1)..]
    }
}

impl Layer {
    pub(crate) fn is_trainable(&self) -> bool {
        match &self.kind {
            Kind::Dense(dense) => dense.activation.differentiable,
            Kind::Residual(inside) => inside.is_trainable(),
            Kind::Keep(..) | Kind::Network(_) => true,
        }
    }

    /// Whether it has parameters that a gradient changes.
    pub(crate) fn is_trained(&self) -> bool {
        !self.frozen
            && match &self.kind {
                Kind::Keep(keep, _) => keep.is_trained,
                Kind::Residual(inside) => inside.layers.iter().any(Layer::is_trained),
                Kind::Dense(_) | Kind::Network(_) => true,
            }
    }

    /// The rate of its L2 regularization.
    pub(crate) fn l2(&self) -> Option<&TokenStream> {
        match &self.kind {
            Kind::Dense(dense) => dense.l2.as_ref(),
            Kind::Keep(..) | Kind::Residual(_) | Kind::Network(_) => None,
        }
    }

    /// Whether it has weights, or a layer inside it has.
    pub(crate) fn has_weights(&self) -> bool {
        !matches!(self.kind, Kind::Keep(..))
    }

    /// Whether its weights are regularized, or those of a layer inside, as far as the macro can see.
    pub(crate) fn may_be_regularized(&self) -> bool {
        match &self.kind {
            Kind::Dense(dense) => dense.l2.is_some(),
            Kind::Keep(..) => false,
            Kind::Residual(inside) => inside.layers.iter().any(Layer::may_be_regularized),
            Kind::Network(_) => true,
        }
    }

    /// What it does, and what its modifiers change.
    pub(crate) fn description(&self) -> String {
        let has_no_biases = matches!(&self.kind, Kind::Dense(dense) if !dense.has_biases);
        let biases = if has_no_biases { ", no biases" } else { "" };
        let l2 = self.l2().map(|rate| format!(", l2 = {rate}").replace(" :: ", "::"));
        let frozen = if self.frozen { ", frozen" } else { "" };
        format!("{}{biases}{}{frozen}", self.text(), l2.unwrap_or_default())
    }

    /// What it does, in the language.
    pub(crate) fn text(&self) -> String {
        match &self.kind {
            Kind::Dense(dense) => dense.activation.text.clone(),
            Kind::Keep(keep, None) => keep.word.to_owned(),
            Kind::Keep(keep, Some(argument)) => format!("{}({argument})", keep.word),
            Kind::Residual(inside) => {
                let stages: Vec<_> = inside.layers.iter().map(Layer::text_with_size).collect();
                format!("residual {{ {} }}", stages.join(" => "))
            }
            Kind::Network(path) => path.to_string().replace(' ', ""),
        }
    }

    /// The same, with its size if it has one of its own.
    pub(crate) fn text_with_size(&self) -> String {
        let (size, text) = (self.outputs.text(), self.text());
        match &self.kind {
            Kind::Dense(_) if text == LINEAR => size,
            Kind::Dense(_) => format!("{size} {text}"),
            Kind::Keep(..) | Kind::Residual(_) | Kind::Network(_) => text,
        }
    }

    /// Weights and biases, where every size is visible.
    pub(crate) fn parameters(&self) -> Option<usize> {
        match &self.kind {
            Kind::Dense(dense) => {
                let biases = if dense.has_biases { self.outputs.value? } else { 0 };
                Some(self.multiply_adds()? + biases)
            }
            Kind::Keep(keep, _) => self.for_each_unit(keep.parameters),
            Kind::Residual(inside) => inside.parameters(),
            Kind::Network(_) => None,
        }
    }

    /// Those of them that are trained, where every size is visible.
    pub(crate) fn trained_parameters(&self) -> Option<usize> {
        match &self.kind {
            Kind::Residual(inside) => inside.trained_parameters(),
            _ if !self.is_trained() => Some(0),
            Kind::Dense(_) | Kind::Keep(..) | Kind::Network(_) => self.parameters(),
        }
    }

    /// Whether it has parameters that no step changes, as far as the macro can see.
    pub(crate) fn may_be_frozen(&self) -> bool {
        match &self.kind {
            Kind::Dense(_) => self.frozen,
            Kind::Keep(keep, _) => keep.parameters > 0 && !self.is_trained(),
            Kind::Residual(inside) => inside.layers.iter().any(Self::may_be_frozen),
            Kind::Network(_) => true,
        }
    }

    /// Products for one sample, where every size is visible.
    pub(crate) fn multiply_adds(&self) -> Option<usize> {
        match &self.kind {
            Kind::Dense(_) => Some(self.inputs.value? * self.outputs.value?),
            Kind::Keep(keep, _) => self.for_each_unit(keep.parameters.min(1)),
            Kind::Residual(inside) => inside.multiply_adds(),
            Kind::Network(_) => None,
        }
    }

    /// So many for each of its outputs: none is none, whatever its width.
    fn for_each_unit(&self, count: usize) -> Option<usize> {
        if count == 0 { Some(0) } else { Some(count * self.outputs.value?) }
    }

    /// What goes out, and what is inside.
    pub(crate) fn units(&self) -> Option<usize> {
        Some(self.outputs.value? + self.units_inside()?)
    }

    fn units_inside(&self) -> Option<usize> {
        match &self.kind {
            Kind::Dense(_) | Kind::Keep(..) => Some(0),
            Kind::Residual(inside) => inside.units(),
            Kind::Network(_) => None,
        }
    }
}

impl Size {
    /// For people: the number, or the user's own words.
    pub(crate) fn text(&self) -> String {
        self.words.clone().unwrap_or_else(|| self.tokens.to_string().replace(" :: ", "::"))
    }
}
