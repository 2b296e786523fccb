//! Whether a type of the user's is what it stands for.
//!
//! It is asked once, at the user's token, by a constant that is a size of the stage. Where the answer is no,
//! that size is wrong for rustc, and it says nothing of all else that the type then cannot do.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::generic;
use super::stage::{expand_type_of_width, private};
use crate::activation;
use crate::model::{Kind, Layer, Model, Size};

/// The constant that stands for a size of the stage, if there is a type to ask.
pub(super) fn expand_name(model: &Model, layer: &Layer) -> Option<Ident> {
    type_of_user(layer).map(|_| name(model, layer, ""))
}

/// The size that it stands for.
pub(super) fn width(layer: &Layer) -> &Size {
    if matches!(layer.kind, Kind::Network(_)) { &layer.inputs } else { &layer.outputs }
}

/// The constants of a stage: that the type is an activation or a network, and then that a gradient passes.
pub(super) fn expand_gate(model: &Model, layer: &Layer) -> Option<TokenStream> {
    let path = type_of_user(layer)?;
    let (runtime, private) = (&model.runtime, private(model));
    let (known, trainable) = (name(model, layer, "IS_"), name(model, layer, ""));
    let width = generic(width(layer));
    let question = match &layer.kind {
        Kind::Network(_) => quote_spanned!(path.span()=> <#path as #runtime::Network>::UNITS),
        _ => quote_spanned!(path.span()=> #private::is_activation::<#path>()),
    };
    let stage = at(path.span(), expand_type_of_width(model, layer, &known.to_token_stream()));
    Some(quote_spanned! {path.span()=>
        const #known: usize = { let _ = #question; #width };
        const #trainable: usize = { #private::is_trainable::<#stage>(); #width };
    })
}

/// The same, at a token of the user's: what rustc says of it is said there.
pub(super) fn at(place: Span, tokens: TokenStream) -> TokenStream {
    let move_token = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.into_iter().map(move_token).collect()
}

fn name(model: &Model, layer: &Layer, prefix: &str) -> Ident {
    let network = model.name.to_string().to_uppercase();
    format_ident!("__{}_{}{}", network.trim_start_matches("R#"), prefix, layer.constant)
}

/// The activation or the network, if it is a type of the user's.
fn type_of_user(layer: &Layer) -> Option<&TokenStream> {
    match &layer.kind {
        Kind::Network(path) => Some(path),
        Kind::Dense(dense) => {
            let word = dense.activation.text.split('(').next().unwrap_or_default();
            activation::find(word).is_none().then_some(&dense.activation.path)
        }
        Kind::Keep(..) | Kind::Residual(_) => None,
    }
}
