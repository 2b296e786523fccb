//! `impl Trainable`: forward with every `z` and `a` kept, and the δ recursion back.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

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
        lines.extend(quote! {
            Self::#constant.forward(kernel, parameters, #argument, &mut trace.#name);
        });
        argument = quote!(&trace.#name.a);
    }
    quote! {
        #[inline(always)]
        fn empty_trace<__L: #runtime::Layout>() -> #trace_name<__L> {
            #trace_name { #(#names: #runtime::Activated::ZEROS),* }
        }

        #[inline(always)]
        fn trace<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &mut #trace_name<__K::Layout>,
        ) {
            #lines
        }
    }
}

fn expand_add_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let first = array(&model.layers[0].outputs);
    let lines = expand_delta_recursion(&model.runtime, &model.layers);
    quote! {
        #[inline(always)]
        fn add_gradient<__K: #runtime::__private::Kernel>(
            kernel: __K,
            parameters: &#runtime::ParametersOf<Self>,
            input: &#runtime::__private::ValuesOf<__K, #input>,
            trace: &#trace_name<__K::Layout>,
            delta: &#runtime::__private::ValuesOf<__K, #output>,
            gradient: &mut #runtime::ParametersOf<Self>,
            first_delta: &mut #runtime::__private::ValuesOf<__K, #first>,
        ) {
            #lines
        }
    }
}

/// From the last layer to the first: the layer's gradient, then δ of the layer before.
fn expand_delta_recursion(runtime: &TokenStream, layers: &[Layer]) -> TokenStream {
    let first = &layers[0];
    if layers.len() == 1 {
        let constant = &first.constant;
        return quote! {
            Self::#constant.add_gradient(kernel, input, delta, gradient);
            *first_delta = *delta;
        };
    }
    let mut lines = TokenStream::new();
    let mut delta = quote!(delta);
    for pair in layers.windows(2).rev() {
        let [before, Layer { constant, .. }] = pair else { continue };
        let Layer { name, constant: constant_before, .. } = before;
        let (by_output, place) = (format_ident!("by_{name}"), format_ident!("{name}_delta"));
        lines.extend(quote! {
            Self::#constant.add_gradient(kernel, &trace.#name.a, #delta, gradient);
            let mut #by_output = #runtime::Values::ZEROS;
            Self::#constant.input_gradient(kernel, parameters, #delta, &mut #by_output);
        });
        let target = if before.constant == first.constant {
            delta = quote!(first_delta);
            quote!(first_delta)
        } else {
            lines.extend(quote!(let mut #place = #runtime::Values::ZEROS;));
            delta = quote!(&#place);
            quote!(&mut #place)
        };
        lines.extend(quote! {
            Self::#constant_before.delta(kernel, &trace.#name, &#by_output, #target);
        });
    }
    let constant = &first.constant;
    quote! {
        #lines
        Self::#constant.add_gradient(kernel, input, #delta, gradient);
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
            first_delta: &#runtime::__private::ValuesOf<__K, #first>,
            by_input: &mut #runtime::__private::ValuesOf<__K, #input>,
        ) {
            Self::#constant.input_gradient(kernel, parameters, first_delta, by_input);
        }
    }
}
