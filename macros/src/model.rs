//! What a network means: names, sizes and activations resolved.
//!
//! Made from a network that passed the checks. From one that did not, it holds something valid in
//! place of what is wrong, so that the type exists and one mistake gives one error.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use crate::activation::{self, LINEAR};
use crate::ast;
use crate::init;

pub(crate) struct Model {
    pub(crate) runtime: TokenStream,
    pub(crate) attributes: TokenStream,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    /// Whether it is a value and not an item.
    pub(crate) is_expression: bool,
    pub(crate) inputs: Size,
    /// At least one.
    pub(crate) layers: Vec<Layer>,
}

pub(crate) struct Layer {
    /// `layer1`, for methods and fields.
    pub(crate) name: Ident,
    /// `LAYER1`, for the constant that holds its place.
    pub(crate) constant: Ident,
    pub(crate) inputs: Size,
    pub(crate) outputs: Size,
    pub(crate) activation: Activation,
    pub(crate) has_biases: bool,
    pub(crate) init: Option<Init>,
}

pub(crate) struct Activation {
    /// As the user wrote it, or `linear`.
    pub(crate) text: String,
    /// The type in the runtime crate, at the user's token.
    pub(crate) type_name: Ident,
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
}

impl From<&ast::Network> for Model {
    fn from(network: &ast::Network) -> Self {
        let init = network.settings.iter().find_map(resolve_init);
        let mut inputs = Size::from(&network.inputs);
        let mut layers = Vec::new();
        for (number, layer) in (1..).zip(&network.layers) {
            let layer = Layer::new(number, inputs, layer, init.as_ref());
            inputs = layer.outputs.clone();
            layers.push(layer);
        }
        let (attributes, visibility, name) = resolve_item(network.item.as_ref());
        Self {
            runtime: network.runtime.clone(),
            attributes,
            visibility,
            name,
            is_expression: network.item.is_none(),
            inputs: Size::from(&network.inputs),
            layers,
        }
    }
}

impl Model {
    pub(crate) fn last(&self) -> &Layer {
        &self.layers[self.layers.len() - 1]
    }

    /// All layers but the last.
    pub(crate) fn hidden(&self) -> &[Layer] {
        &self.layers[..self.layers.len() - 1]
    }

    pub(crate) fn outputs(&self) -> &Size {
        &self.last().outputs
    }

    /// Weights and biases of all layers, where every size is visible.
    pub(crate) fn parameters(&self) -> Option<usize> {
        self.layers.iter().map(Layer::parameters).sum()
    }

    /// Products of all layers for one sample, where every size is visible.
    pub(crate) fn multiply_adds(&self) -> Option<usize> {
        self.layers.iter().map(Layer::weights).sum()
    }

    /// Whether a gradient passes through every layer.
    pub(crate) fn is_trainable(&self) -> bool {
        self.layers.iter().all(|layer| layer.activation.differentiable)
    }
}

impl Layer {
    fn new(number: usize, inputs: Size, layer: &ast::Layer, init: Option<&Init>) -> Self {
        let own_init = layer.modifiers.iter().find_map(resolve_init);
        Self {
            name: format_ident!("layer{number}"),
            constant: format_ident!("LAYER{number}"),
            inputs,
            outputs: Size::from(&layer.size),
            activation: resolve_activation(layer.activation.as_ref()),
            has_biases: !layer.modifiers.iter().any(|modifier| modifier.name == "no_bias"),
            init: own_init.or_else(|| init.cloned()),
        }
    }

    pub(crate) fn weights(&self) -> Option<usize> {
        Some(self.inputs.value? * self.outputs.value?)
    }

    pub(crate) fn parameters(&self) -> Option<usize> {
        Some(self.weights()? + if self.has_biases { self.outputs.value? } else { 0 })
    }
}

impl From<&ast::Size> for Size {
    fn from(size: &ast::Size) -> Self {
        match size {
            ast::Size::Literal(literal) => Self::from_literal(literal),
            ast::Size::Constant(path) => Self { tokens: path.to_token_stream(), value: None },
            ast::Size::Expression(expression) => {
                Self { tokens: quote!({ #expression }), value: None }
            }
        }
    }
}

impl Size {
    fn from_literal(literal: &syn::LitInt) -> Self {
        let value = literal.base10_parse::<u16>().map_or(1, |value| usize::from(value).max(1));
        let digits = syn::LitInt::new(&value.to_string(), literal.span());
        Self { tokens: digits.to_token_stream(), value: Some(value) }
    }

    /// For people: the number, or the user's own words.
    pub(crate) fn text(&self) -> String {
        self.tokens.to_string()
    }
}

/// Attributes, visibility and name; of an expression the name that messages show.
fn resolve_item(item: Option<&ast::Item>) -> (TokenStream, TokenStream, Ident) {
    match item {
        Some(ast::Item { attributes, visibility, name }) => {
            (quote!(#(#attributes)*), visibility.to_token_stream(), name.clone())
        }
        None => (quote!(), quote!(), Ident::new("Network", Span::call_site())),
    }
}

fn resolve_activation(word: Option<&ast::Word>) -> Activation {
    let (text, span) = word.map_or((LINEAR.to_owned(), Span::call_site()), |word| {
        (word.name.to_string(), word.name.span())
    });
    let known = activation::find(&text).or_else(|| activation::find(LINEAR));
    let (type_name, differentiable, parameter) = known.map_or(("Linear", true, None), |known| {
        (known.type_name, known.differentiable, known.parameter.as_ref())
    });
    let written = word.and_then(|word| word.argument.as_ref()).map(ToTokens::to_token_stream);
    Activation {
        type_name: Ident::new(type_name, span),
        argument: parameter.map(|parameter| written.unwrap_or_else(|| usual(parameter.usual))),
        differentiable,
        text: word.map_or(text, word_text),
    }
}

fn word_text(word: &ast::Word) -> String {
    match &word.argument {
        Some(argument) => format!("{}({})", word.name, argument.to_token_stream()),
        None => word.name.to_string(),
    }
}

/// In place of an argument that is missing.
fn usual(literal: &str) -> TokenStream {
    syn::LitFloat::new(literal, Span::call_site()).to_token_stream()
}

/// The value of `init`, if it is that setting and a valid one.
fn resolve_init(setting: &ast::Setting) -> Option<Init> {
    let value = setting.value.as_ref().filter(|_| setting.name == "init")?;
    let init = init::find(&value.name.to_string())?;
    (init.takes_limit == value.argument.is_some()).then(|| Init {
        function: value.name.clone(),
        argument: value.argument.as_ref().map(ToTokens::to_token_stream),
    })
}
