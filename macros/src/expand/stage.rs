//! What differs from stage to stage: types, and the figures that only rustc knows.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use super::{array, counted, gate, generic, number, place};
use crate::activation::SOFTMAX;
use crate::check::{EPSILON_IN_WORDS, SOFTMAX_OF_ONE};
use crate::init::LIMIT;
use crate::model::{Activation, Dense, Kind, Layer, Model};
use crate::stage::{DROPOUT, LAYER_NORM};

/// The type of the stage in the runtime.
pub(super) fn expand_type(model: &Model, layer: &Layer) -> TokenStream {
    match gate::expand_name(layer) {
        Some(width) => expand_type_of_width(model, layer, &quote!(#width)),
        None => expand_type_of_width(model, layer, &generic(gate::width(layer))),
    }
}

/// The type of the stage, one of its sizes given as it is to be written.
pub(super) fn expand_type_of_width(
    model: &Model,
    layer: &Layer,
    width: &TokenStream,
) -> TokenStream {
    let private = private(model);
    let (inputs, outputs) = (generic(&layer.inputs), generic(&layer.outputs));
    match &layer.kind {
        Kind::Dense(Dense { activation, has_biases, .. }) => {
            let path = &activation.path;
            let no_biases = (!has_biases).then(|| quote!(, false));
            quote!(#private::Dense<#inputs, #width, #path #no_biases>)
        }
        Kind::Keep(keep, _) => {
            let name = Ident::new(keep.type_name, layer.at);
            quote!(#private::#name<#outputs>)
        }
        Kind::Residual(inside) => {
            let name = &inside.name;
            let residual = Ident::new("Residual", layer.at);
            quote!(#private::#residual<#name, #width>)
        }
        Kind::Network(path) => quote!(#private::Nested<#path, #width>),
    }
}

/// The stage itself, with its parameters from `offset` on.
pub(super) fn expand_value(model: &Model, layer: &Layer, offset: &TokenStream) -> TokenStream {
    let (private, runtime, stage) = (private(model), &model.runtime, number(layer.number));
    match &layer.kind {
        Kind::Dense(Dense { activation, init, l2, .. }) => {
            let activation = expand_activation(activation);
            let init = init.as_ref().map(|init| {
                let (function, argument) = (&init.function, &init.argument);
                quote!(.with_init(#runtime::Init::#function(#argument)))
            });
            let l2 = l2.as_ref().map(|rate| quote_spanned!(rate.span()=> .with_l2(#rate)));
            quote!(#private::Dense::new(#offset, #activation)#init #l2)
        }
        Kind::Keep(keep, argument) => {
            let name = Ident::new(keep.type_name, layer.at);
            if keep.word == DROPOUT {
                return quote!(#private::#name::new(#argument, #stage));
            }
            let epsilon = argument
                .as_ref()
                .map(|epsilon| quote_spanned!(epsilon.span()=> .with_epsilon(#epsilon)));
            quote!(#private::#name::new(#offset)#epsilon)
        }
        Kind::Residual(_) => quote!(#private::Residual::new(#offset, #stage)),
        Kind::Network(_) => quote!(#private::Nested::new(#offset, #stage)),
    }
}

/// The activation of a layer as a value.
pub(super) fn expand_activation(activation: &Activation) -> TokenStream {
    let Activation { path, argument, is_own, .. } = activation;
    if *is_own {
        return gate::expand_value(path, argument.as_ref());
    }
    let argument = argument.as_ref().map(|argument| quote!((#argument)));
    quote!(#path #argument)
}

/// Whether the next stage's parameters come behind those of this one.
pub(super) fn has_parameters(layer: &Layer) -> bool {
    !matches!(&layer.kind, Kind::Keep(keep, _) if keep.parameters == 0)
}

/// What the stage leaves on the way forward.
pub(super) fn expand_trace_type(model: &Model, layer: &Layer) -> TokenStream {
    let (runtime, units) = (&model.runtime, expand_units_type(model, layer));
    match &layer.kind {
        Kind::Dense(_) | Kind::Keep(..) => quote!(#runtime::Activated<#units>),
        Kind::Residual(inside) => {
            let (private, name) = (private(model), &inside.name);
            let trace = quote!(#runtime::TraceOf<#name, __L>);
            quote!(#private::ResidualTrace<#trace, #units>)
        }
        Kind::Network(_) => {
            let stage = expand_type(model, layer);
            quote!(<#stage as __TrainableStage>::Trace<__L>)
        }
    }
}

/// The place of its `δ`.
pub(super) fn expand_deltas_type(model: &Model, layer: &Layer) -> TokenStream {
    match &layer.kind {
        Kind::Dense(_) | Kind::Keep(..) => expand_units_type(model, layer),
        Kind::Residual(_) | Kind::Network(_) => {
            let stage = expand_type(model, layer);
            quote!(<#stage as __TrainableStage>::Deltas<__L>)
        }
    }
}

/// A number for each of its outputs, in a layout.
fn expand_units_type(model: &Model, layer: &Layer) -> TokenStream {
    let (runtime, row) = (&model.runtime, array(&layer.outputs));
    // With its trait, so that a trait that is not found is no error here too.
    quote!(<__L as #runtime::Layout>::Values<#row>)
}

/// The products that a sample takes, as an expression.
pub(super) fn expand_multiply_adds(model: &Model, layer: &Layer) -> TokenStream {
    let (inputs, outputs) = (counted(model, &layer.inputs), counted(model, &layer.outputs));
    match &layer.kind {
        _ if layer.multiply_adds().is_some() => number(layer.multiply_adds().unwrap_or_default()),
        Kind::Dense(_) => quote!(#inputs * #outputs),
        Kind::Keep(keep, _) => {
            let each = number(keep.parameters.min(1));
            quote!(#each * #outputs)
        }
        Kind::Residual(inside) => expand_figure(model, &inside.name, "MULTIPLY_ADDS"),
        Kind::Network(path) => expand_figure(model, path, "MULTIPLY_ADDS"),
    }
}

/// The numbers that a sample is on its way inside the stage.
pub(super) fn expand_units_inside(model: &Model, layer: &Layer) -> Option<TokenStream> {
    match &layer.kind {
        Kind::Dense(_) | Kind::Keep(..) => None,
        Kind::Residual(inside) => Some(expand_figure(model, &inside.name, "UNITS")),
        Kind::Network(path) => Some(expand_figure(model, path, "UNITS")),
    }
}

/// Whether weights of the stage are regularized, as an expression.
pub(super) fn expand_is_regularized(model: &Model, layer: &Layer) -> TokenStream {
    match &layer.kind {
        Kind::Dense(_) | Kind::Keep(..) => {
            let is_regularized = layer.l2().is_some();
            quote!(#is_regularized)
        }
        Kind::Residual(_) | Kind::Network(_) => {
            let stage = expand_type(model, layer);
            quote!(<#stage as __TrainableStage>::REGULARIZED)
        }
    }
}

fn expand_figure(model: &Model, network: impl ToTokens, figure: &str) -> TokenStream {
    let (runtime, figure) = (&model.runtime, format_ident!("{figure}"));
    let at = network.to_token_stream().span();
    quote_spanned!(at=> <#network as #runtime::Shape>::#figure)
}

/// What only rustc can check: that a rate is one, at its token, and that sizes agree, at the token of the
/// stage, with the size before it where that was written.
pub(super) fn expand_check(model: &Model, layer: &Layer) -> Option<TokenStream> {
    let runtime = &model.runtime;
    let inputs = &layer.inputs.tokens;
    match &layer.kind {
        Kind::Dense(dense) => {
            let message = "the rate of `l2` is a number from 0 up";
            let rate = dense.l2.as_ref();
            let rate = rate.map(|rate| expand_rate(layer, rate, "is_l2_valid", message));
            let limit = dense.init.as_ref().and_then(|init| init.argument.as_ref());
            let limit = limit.map(|limit| expand_limit(layer, limit));
            let classes = expand_classes(layer, dense);
            Some(quote!(#rate #limit #classes))
        }
        Kind::Keep(keep, Some(rate)) if keep.word == DROPOUT => {
            let message = "a dropout rate is from 0 to less than 1";
            Some(expand_rate(layer, rate, "is_rate_valid", message))
        }
        Kind::Keep(keep, Some(epsilon)) if keep.word == LAYER_NORM => {
            Some(expand_rate(layer, epsilon, "is_epsilon_valid", EPSILON_IN_WORDS))
        }
        Kind::Keep(..) => None,
        Kind::Network(path) => {
            let found = quote_spanned! {path.span()=>
                [(); <<#path as #runtime::Shape>::Input as #runtime::Array>::LENGTH]
            };
            Some(quote!(const _: [(); #inputs] = #found;))
        }
        Kind::Residual(inside) => {
            let outputs = inside.outputs();
            if outputs.value.is_some() && outputs.value == layer.inputs.value {
                return None;
            }
            let tokens = &outputs.tokens;
            let found = quote_spanned!(tokens.span()=> [(); #tokens]);
            Some(quote!(const _: [(); #inputs] = #found;))
        }
    }
}

/// That there is more than one class, where the macro cannot see it.
fn expand_classes(layer: &Layer, dense: &Dense) -> Option<TokenStream> {
    let is_asked = dense.activation.text == SOFTMAX && layer.outputs.value.is_none();
    let outputs = &layer.outputs.tokens;
    is_asked.then(
        || quote_spanned!(layer.at=> const _: () = __assert!(#outputs != 1, #SOFTMAX_OF_ONE);),
    )
}

fn expand_limit(layer: &Layer, limit: &TokenStream) -> TokenStream {
    let message = format!("the limit of `uniform` is {}", LIMIT.words);
    expand_rate(layer, limit, LIMIT.question, &message)
}

/// What asks the stage whether its rate is one.
fn expand_rate(layer: &Layer, rate: &TokenStream, question: &str, message: &str) -> TokenStream {
    let constant = &layer.constant;
    let question = Ident::new(question, place(rate));
    quote_spanned! {place(rate)=>
        const _: () = __assert!(#constant.#question(), #message);
    }
}

pub(super) fn private(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    quote!(#runtime::__private)
}
