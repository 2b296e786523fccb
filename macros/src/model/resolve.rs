//! From [`ast`] to the model.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::words::resolve_words;
use super::{Activation, Dense, Init, Kind, Layer, Loss, MOST_REPEATS, Model, Size, prefix};
use crate::activation::{self, LINEAR, Parameter};
use crate::ast;
use crate::check::is_wrong_repr;
use crate::init;
use crate::loss::{self, Form};
use crate::stage;

impl From<&ast::Network> for Model {
    fn from(network: &ast::Network) -> Self {
        let (attributes, visibility, name) = resolve_item(network.item.as_ref());
        let inputs = Size::from(&network.inputs);
        let init = network.settings.iter().find_map(resolve_init);
        let around =
            Around { runtime: &network.runtime, visibility: &visibility, network: &name, init };
        Self {
            runtime: network.runtime.clone(),
            library: network.library.clone(),
            attributes,
            cfg: network.item.as_ref().map(resolve_cfg).unwrap_or_default(),
            layers: around.layers(&inputs, &network.stages),
            visibility,
            name,
            is_expression: network.item.is_none(),
            inputs,
            loss: network
                .settings
                .iter()
                .find_map(|setting| resolve_loss(&network.runtime, setting)),
            seed: network.settings.iter().find_map(resolve_seed),
            words: resolve_words(network),
        }
    }
}

/// What the stages of a network share.
struct Around<'a> {
    runtime: &'a TokenStream,
    visibility: &'a TokenStream,
    /// The network's name, from which those of its parts are made.
    network: &'a Ident,
    init: Option<Init>,
}

impl Around<'_> {
    /// The layers of some stages; one that does nothing if there are none.
    fn layers(&self, inputs: &Size, stages: &[ast::Stage]) -> Vec<Layer> {
        let mut layers = Vec::new();
        self.add_stages(inputs, stages, &mut layers);
        if layers.is_empty() {
            self.add(inputs.clone(), Size::one(), self.dense(None), Span::call_site(), &mut layers);
        }
        layers
    }

    fn add_stages(&self, inputs: &Size, stages: &[ast::Stage], layers: &mut Vec<Layer>) {
        for stage in stages {
            let inputs = layers.last().map_or(inputs, |layer| &layer.outputs).clone();
            self.add_stage(inputs, stage, layers);
        }
    }

    fn add_stage(&self, inputs: Size, stage: &ast::Stage, layers: &mut Vec<Layer>) {
        match stage {
            ast::Stage::Layer(layer) => self.add_layer(inputs, layer, layers),
            ast::Stage::Keep(word) => {
                if let Some(keep) = word.ident().and_then(|word| stage::find(&word.to_string())) {
                    let is_given = keep.needs_argument || word.argument.is_some();
                    let parameter = keep.parameter.as_ref().filter(|_| is_given);
                    let kind = Kind::Keep(keep, resolve_argument(word, parameter));
                    self.add(inputs.clone(), inputs, kind, word.name.span(), layers);
                }
            }
            ast::Stage::Residual(block) => {
                let kind = Kind::Residual(Box::new(self.inside(&inputs, block, layers.len() + 1)));
                self.add(inputs.clone(), inputs, kind, block.word.span(), layers);
            }
            ast::Stage::Repeat(times, block) => {
                for _ in 0..times.base10_parse().unwrap_or(1).clamp(1, MOST_REPEATS) {
                    let inputs = layers.last().map_or(&inputs, |layer| &layer.outputs).clone();
                    self.add_stages(&inputs, &block.stages, layers);
                }
            }
            ast::Stage::Network(path) => {
                let (kind, outputs) = (Kind::Network(path.to_token_stream()), self.outputs(path));
                self.add(inputs, outputs, kind, path.span(), layers);
            }
            ast::Stage::Broken => {
                self.add(inputs, Size::one(), self.dense(None), Span::call_site(), layers);
            }
        }
    }

    /// A dense layer, and behind it the learned slopes of `prelu`.
    fn add_layer(&self, inputs: Size, layer: &ast::Layer, layers: &mut Vec<Layer>) {
        let has = |name| layer.modifiers.iter().any(|modifier| modifier.name == name);
        let outputs = Size::from(&layer.size);
        let Kind::Dense(mut dense) = self.dense(layer.activation.as_ref()) else { return };
        dense.has_biases = !has("no_bias");
        dense.l2 = layer.modifiers.iter().find_map(resolve_l2);
        let is_prelu =
            layer.activation.as_ref().is_some_and(|word| word.name.is_ident(stage::PRELU.word));
        let own_init = layer.modifiers.iter().find_map(resolve_init);
        dense.init = own_init.or(dense.init).or_else(|| is_prelu.then(Init::he));
        let at = layer.activation.as_ref().map_or_else(Span::call_site, |word| word.name.span());
        self.add(inputs, outputs.clone(), Kind::Dense(dense), at, layers);
        if is_prelu {
            self.add(outputs.clone(), outputs, Kind::Keep(&stage::PRELU, None), at, layers);
        }
        let parts = if is_prelu { 2 } else { 1 };
        layers.iter_mut().rev().take(parts).for_each(|layer| layer.frozen = has("freeze"));
    }

    fn dense(&self, activation: Option<&ast::Word>) -> Kind {
        let activation = resolve_activation(self.runtime, activation);
        Kind::Dense(Dense { activation, has_biases: true, init: self.init.clone(), l2: None })
    }

    fn add(&self, inputs: Size, outputs: Size, kind: Kind, at: Span, layers: &mut Vec<Layer>) {
        let number = layers.len() + 1;
        layers.push(Layer {
            name: format_ident!("layer{number}"),
            constant: format_ident!("{}_LAYER{number}", prefix(self.network)),
            number,
            inputs,
            outputs,
            kind,
            at,
            frozen: false,
        });
    }

    /// What stands between the braces of a `residual`, as a network of its own.
    fn inside(&self, inputs: &Size, block: &ast::Block, number: usize) -> Model {
        let span = Span::call_site();
        let network = self.network.to_string();
        let network = network.trim_start_matches("r#").trim_start_matches("__");
        let name = format_ident!("__{network}Residual{number}", span = span);
        let around = Around { network: &name, init: self.init.clone(), ..*self };
        Model {
            runtime: self.runtime.clone(),
            library: None,
            attributes: TokenStream::new(),
            cfg: TokenStream::new(),
            visibility: self.visibility.clone(),
            layers: around.layers(inputs, &block.stages),
            name,
            is_expression: false,
            inputs: inputs.clone(),
            loss: None,
            seed: None,
            words: Vec::new(),
        }
    }

    /// How many outputs a network has whose type is all that is known.
    fn outputs(&self, network: &syn::Path) -> Size {
        let runtime = self.runtime;
        let tokens = quote_spanned!(network.span()=>
            <<#network as #runtime::Shape>::Output as #runtime::Array>::LENGTH
        );
        let words = format!("{}::OUTPUTS", network.to_token_stream()).replace(' ', "");
        Size { tokens: quote!({ #tokens }), value: None, words: Some(words) }
    }
}

impl From<&ast::Size> for Size {
    fn from(size: &ast::Size) -> Self {
        match size {
            ast::Size::Literal(literal) => Self::from_literal(literal),
            ast::Size::Constant(path) => Self::unknown(path.to_token_stream()),
            ast::Size::Expression(expression) => Self::unknown(braced(expression)),
            ast::Size::Broken => Self::one(),
        }
    }
}

/// An expression as one token.
fn braced(expression: &syn::Expr) -> TokenStream {
    match expression {
        syn::Expr::Block(_) => generated(expression),
        _ if is_statement(&expression.to_token_stream()) => quote!({ (#expression) }),
        _ => quote!({ #expression }),
    }
}

/// The expression, its braces as a part of the code that is generated, where lints do not look at them.
fn generated(expression: &syn::Expr) -> TokenStream {
    let move_braces = |token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let mut braces = Group::new(Delimiter::Brace, group.stream());
            braces.set_span(Span::call_site().located_at(group.span()));
            TokenTree::Group(braces)
        }
        other => other,
    };
    expression.to_token_stream().into_iter().map(move_braces).collect()
}

/// Whether a block would take the beginning of an expression, such as `{ A } + 1`, for a statement.
fn is_statement(expression: &TokenStream) -> bool {
    const WORDS: &[&str] = &["if", "match", "unsafe", "loop", "while", "for", "const"];
    match expression.clone().into_iter().next() {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(TokenTree::Ident(word)) => WORDS.iter().any(|known| word == known),
        _ => false,
    }
}

impl Size {
    /// A size that only rustc knows.
    fn unknown(tokens: TokenStream) -> Self {
        Self { tokens, value: None, words: None }
    }

    /// In place of a size that is missing.
    fn one() -> Self {
        Self { tokens: quote!(1), value: Some(1), words: None }
    }

    fn from_literal(literal: &syn::LitInt) -> Self {
        let value = literal.base10_parse::<u32>().map_or(1, |value| (value as usize).max(1));
        let digits = syn::LitInt::new(&value.to_string(), literal.span());
        Self { tokens: digits.to_token_stream(), value: Some(value), words: None }
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

/// What decides whether the code beside the struct is compiled, and how strictly. That code is none that uses a
/// deprecated network.
fn resolve_cfg(item: &ast::Item) -> TokenStream {
    let cfg = item.attributes_named(&["cfg", "allow"]);
    let is_deprecated = !item.attributes_named(&["deprecated"]).is_empty();
    let allowed = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote!(#cfg #allowed)
}

fn resolve_activation(runtime: &TokenStream, word: Option<&ast::Word>) -> Activation {
    let text = word.map_or_else(|| LINEAR.to_owned(), ast::Word::text);
    if let Some(word) = word.filter(|word| word.ident().is_none()) {
        let (path, argument) = (word.name.to_token_stream(), word.argument.as_ref().map(generated));
        return Activation { text, path, is_own: true, argument, differentiable: true };
    }
    let name = word.and_then(ast::Word::ident);
    let known = activation::find_or_linear(name);
    // `prelu` itself is the stage behind this one.
    let at = name.filter(|name| *name != stage::PRELU.word);
    let type_name = Ident::new(known.type_name, at.map_or_else(Span::call_site, Ident::span));
    Activation {
        text,
        path: quote!(#runtime::#type_name),
        is_own: false,
        argument: word.and_then(|word| resolve_argument(word, known.parameter.as_ref())),
        differentiable: known.differentiable,
    }
}

/// The argument of a word that takes one, or what is usual if it is missing.
fn resolve_argument(word: &ast::Word, parameter: Option<&Parameter>) -> Option<TokenStream> {
    let usual = syn::LitFloat::new(parameter?.usual, Span::call_site());
    let argument = word.argument.as_ref().map(generated);
    Some(argument.unwrap_or_else(|| usual.to_token_stream()))
}

/// The value of `init`, if it is that setting and a valid one.
pub(super) fn resolve_init(setting: &ast::Setting) -> Option<Init> {
    let value = setting.value.word().filter(|_| setting.name == "init")?;
    let known = init::find(&value.name)?;
    let argument = value.argument.as_ref().map(generated);
    let function = Ident::new(known.name, value.name.span());
    (known.takes_limit == argument.is_some()).then_some(Init { function, argument })
}

/// The rate of `l2`, if it is that modifier.
fn resolve_l2(modifier: &ast::Setting) -> Option<TokenStream> {
    let rate = modifier.value.expression().filter(|_| modifier.name == "l2")?;
    Some(generated(rate))
}

/// The loss, if this is that setting and a valid one.
fn resolve_loss(runtime: &TokenStream, setting: &ast::Setting) -> Option<Loss> {
    let word = setting.value.word().filter(|_| setting.name == "loss")?;
    let at = word.name.segments.last()?.ident.span();
    let Some(name) = word.ident() else {
        let argument = word.argument.as_ref().map(generated);
        let (path, form) = (word.name.to_token_stream(), Form::Plain);
        return Some(Loss { path, argument, form, is_own: true, text: word.text(), at });
    };
    let known = loss::find(&name.to_string())?;
    let type_name = Ident::new(known.type_name, name.span());
    let argument = resolve_argument(word, known.form.parameter().as_ref());
    let (path, form) = (quote!(#runtime::#type_name), known.form);
    Some(Loss { path, argument, form, is_own: false, text: word.text(), at })
}

fn resolve_seed(setting: &ast::Setting) -> Option<u64> {
    match &setting.value {
        ast::Value::Number(seed) if setting.name == "seed" => seed.base10_parse().ok(),
        _ => None,
    }
}

impl Init {
    fn he() -> Self {
        Self { function: Ident::new("he", Span::call_site()), argument: None }
    }
}
