//! `impl Trainable`: forward with every `z` and `a` kept, and the δ recursion back.

use proc_macro2::TokenStream;
use quote::quote;

use super::array;
use super::inherent::expand_trace_name;
use crate::model::{Layer, Model};

pub(super) fn expand_trainable(model: &Model) -> Option<TokenStream> {
    if !model.is_trainable() {
        return None;
    }
    let Model { runtime, name, .. } = model;
    let trace_name = expand_trace_name(model);
    let trace_struct = expand_trace_struct(model);
    let activation = &model.last().activation;
    let (head, argument) = (&activation.path, &activation.argument);
    let argument = argument.as_ref().map(|argument| quote!((#argument)));
    let (first, last) = (array(&model.layers[0].outputs), &model.last().name);
    let output = array(model.outputs());
    let trace = expand_trace(model);
    let add_gradient = expand_add_gradient(model);
    let input_gradient = expand_input_gradient(model);
    Some(quote! {
        #trace_struct

        #[automatically_derived]
        impl #runtime::Trainable for #name {
            type Head = #head;
            const HEAD: #head = #head #argument;
            type FirstLayer = #first;
            type Trace<__L: #runtime::Layout> = #trace_name<__L>;

            #[inline(always)]
            fn head<__L: #runtime::Layout>(
                trace: &#trace_name<__L>,
            ) -> &#runtime::Activated<__L::Values<#output>> {
                &trace.#last
            }

            #trace
            #add_gradient
            #input_gradient
        }
    })
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

fn expand_trace(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let input = array(&model.inputs);
    let names = model.layers.iter().map(|layer| &layer.name);
    let mut argument = quote!(input);
    let mut lines = TokenStream::new();
    for Layer { name, constant, .. } in &model.layers {
        lines.extend(quote!(let #name = Self::#constant.forward(kernel, parameters, #argument);));
        argument = quote!(&#name.a);
    }
    quote! {
        #[inline(always)]
        fn trace<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            input: &#runtime::__private::ValuesOf<__K, #input>,
        ) -> #trace_name<__K::Layout> {
            #lines
            #trace_name { #(#names),* }
        }
    }
}

fn expand_add_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let first = array(&model.layers[0].outputs);
    let lines = expand_delta_recursion(&model.layers);
    quote! {
        #[inline(always)]
        fn add_gradient<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &#trace_name<__K::Layout>,
            delta: #runtime::__private::ValuesOf<__K, #output>,
            gradient: &mut #runtime::ParametersOf<Self>,
        ) -> #runtime::__private::ValuesOf<__K, #first> {
            #lines
            delta
        }
    }
}

/// From the last layer to the first: the layer's gradient, then δ of the layer before.
fn expand_delta_recursion(layers: &[Layer]) -> TokenStream {
    let mut lines = TokenStream::new();
    for pair in layers.windows(2).rev() {
        let [Layer { name, constant: before, .. }, Layer { constant, .. }] = pair else { continue };
        lines.extend(quote! {
            Self::#constant.add_gradient(kernel, &trace.#name.a, &delta, gradient);
            let by_output = Self::#constant.input_gradient(kernel, parameters, &delta);
            let delta = Self::#before.delta(kernel, &trace.#name, &by_output);
        });
    }
    let first = &layers[0].constant;
    quote! {
        #lines
        Self::#first.add_gradient(kernel, input, &delta, gradient);
    }
}

fn expand_input_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let input = array(&model.inputs);
    let Layer { constant, outputs, .. } = &model.layers[0];
    let first = array(outputs);
    quote! {
        #[inline(always)]
        fn input_gradient<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            delta: &#runtime::__private::ValuesOf<__K, #first>,
        ) -> #runtime::__private::ValuesOf<__K, #input> {
            Self::#constant.input_gradient(kernel, parameters, delta)
        }
    }
}
