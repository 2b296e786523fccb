//! The parameters that no step changes: how many they are, and where.

use proc_macro2::TokenStream;
use quote::quote;

use super::network::expand_typenum;
use super::{counted, number, stage};
use crate::model::{Kind, Layer, Model};

/// How many parameters are trained, as a type.
pub(super) fn expand_trained(model: &Model) -> TokenStream {
    if layers(model).next().is_none() {
        return quote!(Self::Parameters);
    }
    let trained = model.trained_parameters();
    let (name, frozen) = (&model.name, expand_frozen(model));
    let tokens = trained.map_or_else(|| quote!(#name::PARAMETERS - (#frozen)), number);
    expand_typenum(model, trained, &tokens)
}

/// How many parameters are frozen, as an expression.
pub(crate) fn expand_frozen(model: &Model) -> TokenStream {
    let counts = layers(model).map(|layer| expand_count(model, layer));
    quote!(0 #(+ #counts)*)
}

/// How many parameters of a layer are frozen, or of those inside it.
fn expand_count(model: &Model, layer: &Layer) -> TokenStream {
    let (inputs, outputs) = (counted(model, &layer.inputs), counted(model, &layer.outputs));
    match &layer.kind {
        Kind::Dense(dense) => {
            let biases = dense.has_biases.then(|| quote!(+ #outputs));
            quote!(#inputs * #outputs #biases)
        }
        Kind::Keep(keep, _) => {
            let rows = number(keep.parameters);
            quote!(#rows * #outputs)
        }
        Kind::Residual(_) | Kind::Network(_) => {
            let stage = stage::expand_type(model, layer);
            quote!(<#stage as __Stage>::FROZEN)
        }
    }
}

/// How many of the parameters before one are frozen, if any are.
pub(super) fn expand_frozen_before(model: &Model) -> Option<TokenStream> {
    let counts = layers(model).map(|Layer { kind, constant, .. }| match kind {
        Kind::Dense(_) | Kind::Keep(..) => quote!(__Stage::before(#constant, __parameter)),
        Kind::Residual(_) | Kind::Network(_) => {
            quote!(__TrainableStage::frozen_before(#constant, __parameter))
        }
    });
    layers(model).next()?;
    Some(quote! {
        #[inline(always)]
        fn frozen_before(__parameter: __usize) -> __usize {
            #(#counts)+*
        }
    })
}

/// The layers that are frozen, or in which a layer is or may be.
fn layers(model: &Model) -> impl Iterator<Item = &Layer> {
    model.layers.iter().filter(|layer| layer.may_be_frozen())
}
