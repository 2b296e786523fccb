//! Whether a type of the user's is what it stands for.
//!
//! It is asked once, at the user's token, by a constant that is a size of the stage. Where the answer is no,
//! that size is wrong for rustc, and it says nothing of all else that the type then cannot do.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::generic;
use super::stage::{expand_type_of_width, private};
use crate::model::{Kind, Layer, Model, Size};

/// The constant that stands for a size of the stage, if there is a type to ask, in it or inside it.
pub(super) fn expand_name(layer: &Layer) -> Option<Ident> {
    let is_asked = match &layer.kind {
        Kind::Residual(inside) => names(inside).next().is_some(),
        _ => type_of_user(layer).is_some(),
    };
    is_asked.then(|| name(layer, "WIDTH"))
}

/// Those of all stages.
fn names(model: &Model) -> impl Iterator<Item = Ident> {
    model.layers.iter().filter_map(|layer| expand_name(layer))
}

/// The size that it stands for.
pub(super) fn width(layer: &Layer) -> &Size {
    match layer.kind {
        Kind::Network(_) | Kind::Residual(_) => &layer.inputs,
        Kind::Dense(_) | Kind::Keep(..) => &layer.outputs,
    }
}

/// The constants of a stage: that the type is an activation or a network, and then that a gradient passes.
pub(super) fn expand_gate(model: &Model, layer: &Layer) -> Option<TokenStream> {
    if let Kind::Residual(inside) = &layer.kind {
        return expand_gate_of_inside(layer, inside);
    }
    let path = type_of_user(layer)?;
    let (runtime, private) = (&model.runtime, private(model));
    let (known, trainable) = (name(layer, "KNOWN"), name(layer, "WIDTH"));
    let width = generic(width(layer));
    let question = match &layer.kind {
        Kind::Network(_) => {
            quote_spanned!(path.span()=> let _ = <#path as #runtime::Shape>::UNITS;)
        }
        _ => quote_spanned!(path.span()=> #private::is_activation::<#path>();),
    };
    let stage = at(path.span(), expand_type_of_width(model, layer, &known.to_token_stream()));
    Some(quote_spanned! {path.span()=>
        const #known: __usize = { #question #width };
        const #trainable: __usize = { #private::is_trainable::<#stage>(); #width };
    })
}

/// The constant of a `residual`: what is wrong inside it is known there.
fn expand_gate_of_inside(layer: &Layer, inside: &Model) -> Option<TokenStream> {
    let (name, inside, width) = (expand_name(layer)?, names(inside), generic(width(layer)));
    Some(quote!(const #name: __usize = { #(let _ = #inside;)* #width };))
}

/// A value of a type of the user's that has no fields, or one. It is made by the type's name as a type: a name
/// that is not found is then one error, and not another as a value.
pub(super) fn expand_value(path: &TokenStream, argument: Option<&TokenStream>) -> TokenStream {
    let at = path.span();
    let field = argument.map(|argument| quote_spanned!(at=> 0: #argument));
    quote_spanned!(at=> { type __Own = #path; __Own { #field } })
}

/// Some tokens at one of the user's: what rustc says of them is said there.
pub(super) fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let move_token = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.into_iter().map(move_token).collect()
}

fn name(layer: &Layer, suffix: &str) -> Ident {
    format_ident!("{}_{suffix}", layer.constant)
}

/// The activation or the network, if it is a type of the user's.
fn type_of_user(layer: &Layer) -> Option<&TokenStream> {
    match &layer.kind {
        Kind::Network(path) => Some(path),
        Kind::Dense(dense) => dense.activation.is_own.then_some(&dense.activation.path),
        Kind::Keep(..) | Kind::Residual(_) => None,
    }
}
