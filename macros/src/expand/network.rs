//! `impl Network`, and what it computes: the outputs, layer by layer.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{array, counted, expand_parameters, frozen, number, stage};
use crate::model::{Kind, Layer, Model, Size};
use crate::stage::DROPOUT;

pub(super) fn expand_network_impl(model: &Model) -> TokenStream {
    let Model { runtime, name, .. } = model;
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let (inputs, outputs) =
        (expand_size(model, &model.inputs), expand_size(model, model.outputs()));
    let parameters = expand_typenum(model, model.parameters(), &expand_parameters(model));
    let trained = frozen::expand_trained(model);
    let units = expand_units(model);
    let multiply_adds = expand_multiply_adds(model);
    let constants = model.layers.iter().map(|layer| &layer.constant);
    let (fingerprint, infer) = (expand_fingerprint(model), expand_infer(model));
    quote! {
        #[automatically_derived]
        impl #runtime::Shape for #name {
            type Inputs = #inputs;
            type Outputs = #outputs;
            type Parameters = #parameters;
            type Trained = #trained;
            type Input = #input;
            type Output = #output;
            const UNITS: __usize = #units;
            const MULTIPLY_ADDS: __usize = #multiply_adds;
        }

        #[automatically_derived]
        impl #runtime::Network for #name {
            type Architecture = Self;

            #[inline(always)]
            fn parameters(&self) -> &#runtime::ParametersOf<Self> {
                #runtime::generic_array::GenericArray::from_slice(&self.parameters)
            }

            #[inline(always)]
            fn parameters_mut(&mut self) -> &mut #runtime::ParametersOf<Self> {
                #runtime::generic_array::GenericArray::from_mut_slice(&mut self.parameters)
            }
        }

        #[automatically_derived]
        impl #runtime::Architecture for #name {
            fn initialize(
                __parameters: &mut #runtime::ParametersOf<Self>,
                __random: &mut #runtime::__private::Random,
            ) {
                #(__Stage::initialize(#constants, __random, __parameters);)*
            }

            #fingerprint

            #infer
        }
    }
}

/// Inputs and units of all layers: how large a sample is on its way.
fn expand_units(model: &Model) -> TokenStream {
    model.units().map_or_else(
        || {
            let sizes = model.sizes().map(|size| counted(model, size));
            let inside =
                model.layers.iter().filter_map(|layer| stage::expand_units_inside(model, layer));
            let terms = sizes.chain(inside);
            quote!(#(#terms)+*)
        },
        number,
    )
}

/// The products of all stages.
fn expand_multiply_adds(model: &Model) -> TokenStream {
    model.multiply_adds().map_or_else(
        || {
            let terms = model.layers.iter().map(|layer| stage::expand_multiply_adds(model, layer));
            quote!(#(#terms)+*)
        },
        number,
    )
}

/// That of each stage, behind a word if it is frozen. Marked, so that it is compiled where it is asked for, and nowhere else.
fn expand_fingerprint(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let lines = model.layers.iter().map(|Layer { constant, frozen, .. }| {
        let word = frozen
            .then(|| quote!(#runtime::__private::Fingerprint::word(__fingerprint, "frozen");));
        quote!(#word __Stage::fingerprint(#constant, __fingerprint);)
    });
    quote! {
        #[inline]
        fn fingerprint(__fingerprint: &mut #runtime::__private::Fingerprint) {
            #(#lines)*
        }
    }
}

fn expand_infer(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let mut argument = quote!(__input);
    let mut lines = TokenStream::new();
    let [hidden @ .., last] = &*predicting(model) else { return TokenStream::new() };
    for Layer { name, constant, outputs, .. } in hidden {
        let (name, units) = (format_ident!("__{name}"), array(outputs));
        lines.extend(quote! {
            let mut #name = #runtime::__private::Aligned(
                <#runtime::__private::ValuesOf<__E, #units> as #runtime::Values>::zeros(),
            );
            __Stage::infer(
                #constant,
                __executor,
                __parameters,
                #argument,
                #runtime::Values::flat_mut(&mut #name),
            );
        });
        argument = quote!(#runtime::Values::flat(&#name));
    }
    let last = &last.constant;
    quote! {
        #[inline(always)]
        fn infer<__E: #runtime::__private::Executor>(
            __executor: __E,
            __parameters: &#runtime::ParametersOf<Self>,
            __input: impl #runtime::__private::Inputs<__E>,
            __output: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            #lines
            __Stage::infer(#last, __executor, __parameters, #argument, __output);
        }
    }
}

/// The stages that do something in a prediction: `dropout` does nothing there.
fn predicting(model: &Model) -> Vec<&Layer> {
    let drops = |layer: &&Layer| matches!(&layer.kind, Kind::Keep(keep, _) if keep.word == DROPOUT);
    let mut stages: Vec<_> = model.layers.iter().filter(|layer| !drops(layer)).collect();
    if stages.is_empty() {
        stages.push(model.last());
    }
    stages
}

/// `typenum` has a name for every number up to here.
const LAST_NAMED: usize = 1024;

/// The size as a `typenum` number.
fn expand_size(model: &Model, size: &Size) -> TokenStream {
    expand_typenum(model, size.value, &size.tokens)
}

/// A number, with its value where the macro can see it, as a `typenum` number.
pub(super) fn expand_typenum(
    model: &Model,
    value: Option<usize>,
    tokens: &TokenStream,
) -> TokenStream {
    let Model { runtime, .. } = model;
    match value {
        Some(value @ ..=LAST_NAMED) => {
            let named = format_ident!("U{value}");
            quote!(#runtime::typenum::consts::#named)
        }
        Some(_) => quote!(#runtime::__size!(#tokens as __usize)),
        None => quote!(#runtime::__size!(#tokens)),
    }
}
