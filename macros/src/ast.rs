//! What was written, with the places where it was written.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, Ident, LitInt, Meta, Path, Visibility};

/// `pub struct Xor< 2 => 8 relu => 1 sigmoid >;`, the part between `<` and `>`, or the same as an attribute.
pub(crate) struct Network {
    /// The path of the runtime crate, as the code that is generated has it.
    pub(crate) runtime: TokenStream,
    /// What that stands for in an attribute, which no `macro_rules!` tells the path: `::sinew`.
    pub(crate) library: Option<TokenStream>,
    /// What stands around the stages, unless the network is an expression.
    pub(crate) item: Option<Item>,
    pub(crate) inputs: Size,
    pub(crate) stages: Vec<Stage>,
    /// `{ init: he }`.
    pub(crate) settings: Vec<Setting>,
}

/// `#[derive(Debug)] pub struct Xor`.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
}

impl Item {
    /// The attributes of these names, those behind a condition too.
    pub(crate) fn attributes_named(&self, names: &[&str]) -> TokenStream {
        let kept = self.attributes.iter().filter_map(|attribute| named(&attribute.meta, names));
        kept.map(|meta| quote!(#[#meta])).collect()
    }
}

/// An attribute, or of a `cfg_attr(..)` what is left with attributes of these names alone.
fn named(meta: &Meta, names: &[&str]) -> Option<TokenStream> {
    if names.iter().any(|name| meta.path().is_ident(name)) {
        return Some(meta.to_token_stream());
    }
    let list = meta.require_list().ok().filter(|list| list.path.is_ident("cfg_attr"))?;
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
    let mut parts =
        tokens.split(is_comma).map(|part| part.iter().cloned().collect::<TokenStream>());
    let (path, condition) = (&list.path, parts.next()?);
    let kept: Vec<_> = parts.filter_map(|part| named(&syn::parse2(part).ok()?, names)).collect();
    (!kept.is_empty()).then(|| quote!(#path(#condition, #(#kept),*)))
}

/// What stands between two arrows.
pub(crate) enum Stage {
    /// `8 relu [no_bias]`.
    Layer(Layer),
    /// `dropout(0.2)`.
    Keep(Word),
    /// `residual { 8 relu => 8 }`.
    Residual(Block),
    /// `repeat 3 { 8 relu }`.
    Repeat(LitInt, Block),
    /// `Encoder`, the type of another network.
    Network(Path),
    /// Something that is none of these, and was reported.
    Broken,
}

/// A word and the stages in its braces.
pub(crate) struct Block {
    pub(crate) word: Ident,
    pub(crate) stages: Vec<Stage>,
}

/// `8`, `config::HIDDEN` or `{ 2 * HIDDEN }`.
pub(crate) enum Size {
    Literal(LitInt),
    Constant(Path),
    Expression(Expr),
    /// Something that is none of these, and was reported.
    Broken,
}

impl Size {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span(),
            Self::Constant(path) => syn::spanned::Spanned::span(path),
            Self::Expression(expression) => syn::spanned::Spanned::span(expression),
            Self::Broken => Span::call_site(),
        }
    }

    /// The number, where the macro can see it.
    pub(crate) fn value(&self) -> Option<usize> {
        match self {
            Self::Literal(literal) => literal.base10_parse().ok(),
            _ => None,
        }
    }
}

/// `8 relu [no_bias]`.
pub(crate) struct Layer {
    pub(crate) size: Size,
    pub(crate) activation: Option<Word>,
    pub(crate) modifiers: Vec<Setting>,
}

/// `relu`, `leaky_relu(0.01)`, `my::Swish`.
pub(crate) struct Word {
    pub(crate) name: Path,
    pub(crate) argument: Option<Expr>,
}

impl Word {
    /// The word itself, unless it is the path of a type of the user's: one with `::`, or one that
    /// begins with a capital.
    pub(crate) fn ident(&self) -> Option<&Ident> {
        let ident = self.name.get_ident()?;
        let is_type = ident.to_string().starts_with(|first: char| first.is_uppercase());
        (!is_type).then_some(ident)
    }

    /// As it was written.
    pub(crate) fn text(&self) -> String {
        let name = self.name.to_token_stream().to_string().replace(' ', "");
        match &self.argument {
            Some(argument) => format!("{name}({})", argument.to_token_stream()),
            None => name,
        }
    }
}

/// `no_bias`, `init = he`, `l2 = 1e-4`, `init: he`, `budget { ram <= 2 KiB }`.
pub(crate) struct Setting {
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    /// `no_bias`.
    None,
    /// `init: he`.
    Word(Word),
    /// `seed: 7`.
    Number(LitInt),
    /// `l2 = 1e-4`.
    Expression(Expr),
    /// `budget { flash <= 16 KiB, ram <= 2 KiB, macs <= 10_000 }`.
    Limits(Vec<Limit>),
}

impl Value {
    pub(crate) fn word(&self) -> Option<&Word> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn expression(&self) -> Option<&Expr> {
        match self {
            Self::Expression(expression) => Some(expression),
            _ => None,
        }
    }
}

/// `flash <= 16 KiB`.
pub(crate) struct Limit {
    pub(crate) name: Ident,
    pub(crate) number: LitInt,
    pub(crate) unit: Option<Ident>,
}
