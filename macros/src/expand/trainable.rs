//! `impl Trainable`: forward with every `z` and `a` kept, the δ recursion back, and what both give.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

use super::array;
use super::inherent::expand_trace_name;
use crate::model::{Layer, Model};

pub(super) fn expand_trainable(model: &Model) -> Option<TokenStream> {
    if !model.is_trainable() {
        return None;
    }
    let Model { runtime, name, .. } = model;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let structs = [expand_trace_struct(model), expand_deltas_struct(model)];
    let activation = &model.last().activation;
    let (head, argument) = (&activation.path, &activation.argument);
    let argument = argument.as_ref().map(|argument| quote!((#argument)));
    let passes = [
        expand_trace(model),
        expand_backpropagate(model),
        expand_gradient(model),
        expand_largest_gradient(model),
        expand_input_gradient(model),
    ];
    let places = expand_places(model);
    Some(quote! {
        #(#structs)*

        #[automatically_derived]
        impl #runtime::Trainable for #name {
            type Head = #head;
            const HEAD: #head = #head #argument;
            type Trace<__L: #runtime::Layout> = #trace_name<__L>;
            type Deltas<__L: #runtime::Layout> = #deltas_name<__L>;

            #places
            #(#passes)*
        }
    })
}

fn expand_deltas_name(model: &Model) -> syn::Ident {
    format_ident!("{}Deltas", model.name, span = Span::call_site())
}

fn expand_trace_struct(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let fields = model.layers.iter().map(|layer| {
        let (name, row) = (&layer.name, array(&layer.outputs));
        quote! {
            /// The `z` and `a` of this layer.
            pub #name: #runtime::Activated<__L::Values<#row>>
        }
    });
    quote! {
        /// The `z` and `a` of every layer.
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::cmp::PartialEq,
        )]
        pub struct #trace_name<__L: #runtime::Layout> {
            #(#fields,)*
        }
    }
}

fn expand_deltas_struct(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let deltas_name = expand_deltas_name(model);
    let fields = model.layers.iter().map(|layer| {
        let (name, row) = (&layer.name, array(&layer.outputs));
        quote!(#name: __L::Values<#row>)
    });
    quote! {
        /// The `δ` of every layer.
        pub struct #deltas_name<__L: #runtime::Layout> {
            #(#fields,)*
        }
    }
}

/// Empty places, and those of the last layer.
fn expand_places(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let names: Vec<_> = model.layers.iter().map(|layer| &layer.name).collect();
    let (last, output) = (&model.last().name, array(model.outputs()));
    quote! {
        #[inline(always)]
        fn empty_trace<__L: #runtime::Layout>() -> #trace_name<__L> {
            #trace_name { #(#names: #runtime::Activated::zeros()),* }
        }

        #[inline(always)]
        fn empty_deltas<__L: #runtime::Layout>() -> #deltas_name<__L> {
            #deltas_name { #(#names: #runtime::Values::zeros()),* }
        }

        #[inline(always)]
        fn head<__L: #runtime::Layout>(
            trace: &#trace_name<__L>,
        ) -> &#runtime::Activated<__L::Values<#output>> {
            &trace.#last
        }

        #[inline(always)]
        fn head_delta<__L: #runtime::Layout>(
            deltas: &mut #deltas_name<__L>,
        ) -> &mut __L::Values<#output> {
            &mut deltas.#last
        }
    }
}

/// Each layer with what its inputs are called in a pass.
fn with_inputs(layers: &[Layer]) -> impl Iterator<Item = (&Layer, TokenStream)> {
    layers.iter().enumerate().map(|(place, layer)| {
        let before = place.checked_sub(1).map(|before| &layers[before].name);
        (layer, before.map_or_else(|| quote!(input), |before| quote!(&trace.#before.a)))
    })
}

fn expand_trace(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let input = array(&model.inputs);
    let lines = with_inputs(&model.layers).map(|(Layer { name, constant, .. }, input)| {
        quote!(Self::#constant.forward(kernel, parameters, #input, &mut trace.#name);)
    });
    quote! {
        #[inline(always)]
        fn trace<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &mut #trace_name<__K::Layout>,
        ) {
            #(#lines)*
        }
    }
}

/// From the last layer to the first, `δ` of the layer before.
fn expand_backpropagate(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let lines = model.layers.windows(2).rev().map(|pair| {
        let [before, Layer { name, constant, .. }] = pair else { return TokenStream::new() };
        let Layer { name: name_before, constant: constant_before, .. } = before;
        let by_output = format_ident!("by_{name_before}");
        quote! {
            let mut #by_output = #runtime::Values::zeros();
            Self::#constant.input_gradient(kernel, parameters, &deltas.#name, &mut #by_output);
            Self::#constant_before.delta(
                kernel,
                &trace.#name_before,
                &#by_output,
                &mut deltas.#name_before,
            );
        }
    });
    quote! {
        #[inline(always)]
        fn backpropagate<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            trace: &#trace_name<__K::Layout>,
            deltas: &mut #deltas_name<__K::Layout>,
        ) {
            #(#lines)*
        }
    }
}

fn expand_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let input = array(&model.inputs);
    let lines = with_inputs(&model.layers).map(|(Layer { name, constant, .. }, input)| {
        quote!(Self::#constant.gradient(kernel, #input, &deltas.#name, update);)
    });
    quote! {
        #[inline(always)]
        fn gradient<__K: #runtime::__private::Kernel, __U: #runtime::__private::Update>(
            kernel: __K,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &#trace_name<__K::Layout>,
            deltas: &#deltas_name<__K::Layout>,
            update: &mut __U,
        ) {
            #(#lines)*
        }
    }
}

fn expand_largest_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let input = array(&model.inputs);
    let lines = with_inputs(&model.layers).map(|(Layer { name, constant, .. }, input)| {
        quote!(Self::#constant.largest_gradient(kernel, #input, &deltas.#name))
    });
    quote! {
        #[inline(always)]
        fn largest_gradient<__K: #runtime::__private::Kernel>(
            kernel: __K,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &#trace_name<__K::Layout>,
            deltas: &#deltas_name<__K::Layout>,
        ) -> f32 {
            #(#lines)+*
        }
    }
}

fn expand_input_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let deltas_name = expand_deltas_name(model);
    let input = array(&model.inputs);
    let Layer { name, constant, .. } = &model.layers[0];
    quote! {
        #[inline(always)]
        fn input_gradient<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            deltas: &#deltas_name<__K::Layout>,
            by_input: &mut #runtime::__private::ValuesOf<__K, #input>,
        ) {
            Self::#constant.input_gradient(kernel, parameters, &deltas.#name, by_input);
        }
    }
}
