//! What a network means: names, sizes and activations resolved.
//!
//! Made from a network that passed the checks. From one that did not, it holds something valid in
//! place of what is wrong, so that the type exists and one mistake gives one error.

use std::iter;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Ident};

use crate::activation::{self, LINEAR};
use crate::ast;
use crate::check::is_wrong_repr;
use crate::init;

pub(crate) struct Model {
    pub(crate) runtime: TokenStream,
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
    /// The type, at the user's token.
    pub(crate) path: TokenStream,
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
            let layer = Layer::new(&network.runtime, number, inputs, layer, init.as_ref());
            inputs = layer.outputs.clone();
            layers.push(layer);
        }
        let (attributes, visibility, name) = resolve_item(network.item.as_ref());
        Self {
            runtime: network.runtime.clone(),
            attributes,
            cfg: resolve_cfg(network.item.as_ref()),
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

    /// The inputs, and the units of each layer.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = &Size> {
        iter::once(&self.inputs).chain(self.layers.iter().map(|layer| &layer.outputs))
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
    fn new(
        runtime: &TokenStream,
        number: usize,
        inputs: Size,
        layer: &ast::Layer,
        init: Option<&Init>,
    ) -> Self {
        let own_init = layer.modifiers.iter().find_map(resolve_init);
        Self {
            name: format_ident!("layer{number}"),
            constant: format_ident!("LAYER{number}"),
            inputs,
            outputs: Size::from(&layer.size),
            activation: resolve_activation(runtime, layer.activation.as_ref()),
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
            ast::Size::Expression(expression) => Self { tokens: braced(expression), value: None },
        }
    }
}

/// An expression as one token.
fn braced(expression: &syn::Expr) -> TokenStream {
    match expression {
        syn::Expr::Block(_) => expression.to_token_stream(),
        _ => quote!({ #expression }),
    }
}

impl Size {
    fn from_literal(literal: &syn::LitInt) -> Self {
        let value = literal.base10_parse::<u32>().map_or(1, |value| (value as usize).max(1));
        let digits = syn::LitInt::new(&value.to_string(), literal.span());
        Self { tokens: digits.to_token_stream(), value: Some(value) }
    }

    /// For people: the number, or the user's own words.
    pub(crate) fn text(&self) -> String {
        self.tokens.to_string().replace(" :: ", "::")
    }
}

/// Attributes, visibility and name; of an expression the name that messages show.
fn resolve_item(item: Option<&ast::Item>) -> (TokenStream, TokenStream, Ident) {
    match item {
        Some(ast::Item { attributes, visibility, name }) => {
            let attributes = attributes.iter().filter(|attribute| !is_wrong_repr(attribute));
            (quote!(#(#attributes)*), visibility.to_token_stream(), name.clone())
        }
        None => (quote!(), quote!(), Ident::new("__Network", Span::call_site())),
    }
}

fn resolve_cfg(item: Option<&ast::Item>) -> TokenStream {
    let attributes = item.map_or(&[][..], |item| &item.attributes);
    let applies = |attribute: &&Attribute| {
        ["cfg", "allow"].iter().any(|name| attribute.path().is_ident(name))
    };
    let attributes = attributes.iter().filter(applies);
    quote!(#(#attributes)*)
}

fn resolve_activation(runtime: &TokenStream, word: Option<&ast::Word>) -> Activation {
    let text = word.map_or_else(|| LINEAR.to_owned(), ast::Word::text);
    let argument = word.and_then(|word| word.argument.as_ref()).map(ToTokens::to_token_stream);
    if let Some(word) = word.filter(|word| word.ident().is_none()) {
        let path = word.name.to_token_stream();
        return Activation { text, path, argument, differentiable: true };
    }
    let name = word.and_then(ast::Word::ident);
    let known = activation::find_or_linear(name);
    let type_name = Ident::new(known.type_name, name.map_or_else(Span::call_site, Ident::span));
    let usual = known.parameter.as_ref().map(|parameter| usual(parameter.usual));
    Activation {
        text,
        path: quote!(#runtime::#type_name),
        argument: usual.map(|usual| argument.unwrap_or(usual)),
        differentiable: known.differentiable,
    }
}

/// In place of an argument that is missing.
fn usual(literal: &str) -> TokenStream {
    syn::LitFloat::new(literal, Span::call_site()).to_token_stream()
}

/// The value of `init`, if it is that setting and a valid one.
fn resolve_init(setting: &ast::Setting) -> Option<Init> {
    let value = setting.value.as_ref().filter(|_| setting.name == "init")?;
    let known = init::find(&value.name)?;
    let argument = value.argument.as_ref().map(ToTokens::to_token_stream);
    let function = Ident::new(known.name, value.name.span());
    (known.takes_limit == argument.is_some()).then_some(Init { function, argument })
}
