//! The figures of a stage as expressions, for sizes that only rustc knows.

use proc_macro2::TokenStream;
use quote::quote;

use super::{counted, number, stage};
use crate::model::{Layer, Model};

/// How many parameters it has.
pub(crate) fn expand_parameters_of(model: &Model, layer: &Layer) -> TokenStream {
    if let Some(parameters) = layer.parameters() {
        return number(parameters);
    }
    let before = &model.layers[..layer.number - 1];
    let end = |layer: &Layer| {
        let constant = &layer.constant;
        quote!(#constant.end())
    };
    let start = before.iter().rev().find(|layer| stage::has_parameters(layer)).map(end);
    let (end, start) = (end(layer), start.map(|start| quote!(- #start)));
    quote!(#end #start)
}

/// How many outputs.
pub(crate) fn expand_outputs_of(model: &Model, layer: &Layer) -> TokenStream {
    let outputs = counted(model, &layer.outputs);
    let inside = stage::expand_units_inside(model, layer).map(|inside| quote!(+ #inside));
    quote!(#outputs #inside)
}

/// How many products for a sample.
pub(crate) fn expand_multiply_adds_of(model: &Model, layer: &Layer) -> TokenStream {
    stage::expand_multiply_adds(model, layer)
}
