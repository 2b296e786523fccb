//! `impl TrainableArchitecture`: forward with every `z` and `a` kept, the δ recursion back, and what both give.

use proc_macro2::TokenStream;
use quote::quote;

use super::{array, expand_type_name, frozen, gate, stage};
use crate::model::{Kind, Layer, Model};

pub(super) fn expand_trainable(model: &Model) -> Option<TokenStream> {
    if !model.is_trainable() {
        return None;
    }
    let Model { runtime, name, .. } = model;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let structs = [expand_trace_struct(model), expand_deltas_struct(model)];
    let (head, head_value) = expand_head(model);
    let passes = [
        expand_trace(model),
        expand_backpropagate(model),
        expand_gradient(model),
        expand_largest_gradient(model),
        expand_input_gradient(model),
        expand_inspect(model),
        frozen::expand_frozen_before(model).unwrap_or_default(),
        expand_regularize(model).unwrap_or_default(),
        expand_each_weights(model),
    ];
    let places = expand_places(model);
    Some(quote! {
        #(#structs)*

        #[automatically_derived]
        impl #runtime::TrainableArchitecture for #name {
            type Head = #head;
            const HEAD: #head = #head_value;
            type Trace<__L: #runtime::Layout> = #trace_name<__L>;
            type Deltas<__L: #runtime::Layout> = #deltas_name<__L>;

            #places
            #(#passes)*
        }
    })
}

/// The last activation: its type and its value.
pub(super) fn expand_head(model: &Model) -> (TokenStream, TokenStream) {
    let runtime = &model.runtime;
    let last = model.last();
    // Of a type of the user's, that which its stage has: one that is no activation has none.
    let head_of_stage = || {
        let stage = stage::expand_type(model, last);
        quote!(<#stage as __TrainableStage>::Head)
    };
    match &last.kind {
        Kind::Dense(dense) => {
            let is_own = gate::expand_name(last).is_some();
            let head = if is_own { head_of_stage() } else { dense.activation.path.clone() };
            (head, stage::expand_activation(&dense.activation))
        }
        Kind::Keep(..) | Kind::Residual(_) => (quote!(#runtime::Linear), quote!(#runtime::Linear)),
        Kind::Network(_) => {
            let stage = stage::expand_type(model, last);
            (head_of_stage(), quote!(<#stage>::HEAD))
        }
    }
}

/// The type that holds every layer's `z` and `a`.
pub(super) fn expand_trace_name(model: &Model) -> syn::Ident {
    expand_type_name(model, "Trace")
}

fn expand_deltas_name(model: &Model) -> syn::Ident {
    expand_type_name(model, "Deltas")
}

fn expand_trace_struct(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let fields = model.layers.iter().map(|layer| {
        let (name, trace) = (&layer.name, stage::expand_trace_type(model, layer));
        quote! {
            /// The `z` and `a` of this layer.
            pub #name: #trace
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
        let (name, deltas) = (&layer.name, stage::expand_deltas_type(model, layer));
        quote!(#name: #deltas)
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
    let stages: Vec<_> = model.layers.iter().map(|layer| &layer.constant).collect();
    let (Layer { name: last, constant, .. }, output) = (model.last(), array(model.outputs()));
    quote! {
        #[inline(always)]
        fn empty_trace<__L: #runtime::Layout>() -> #trace_name<__L> {
            #trace_name { #(#names: __TrainableStage::empty_trace::<__L>(#stages)),* }
        }

        #[inline(always)]
        fn empty_deltas<__L: #runtime::Layout>() -> #deltas_name<__L> {
            #deltas_name { #(#names: __TrainableStage::empty_deltas::<__L>(#stages)),* }
        }

        #[inline(always)]
        fn head<__L: #runtime::Layout>(
            __trace: &#trace_name<__L>,
        ) -> &#runtime::Activated<__L::Values<#output>> {
            __TrainableStage::head::<__L>(#constant, &__trace.#last)
        }

        #[inline(always)]
        fn head_delta<__L: #runtime::Layout>(
            __deltas: &mut #deltas_name<__L>,
        ) -> &mut __L::Values<#output> {
            __TrainableStage::head_delta::<__L>(#constant, &mut __deltas.#last)
        }
    }
}

/// What goes out of a stage, on the way back.
fn expand_output(layer: &Layer) -> TokenStream {
    let Layer { name, constant, .. } = layer;
    quote!(__TrainableStage::output::<__E::Layout>(#constant, &__trace.#name))
}

/// Each layer with what its inputs are called in a pass.
fn with_inputs(model: &Model) -> impl Iterator<Item = (&Layer, TokenStream)> {
    let layers = &model.layers;
    layers.iter().enumerate().map(|(place, layer)| {
        let before = place.checked_sub(1).map(|before| expand_output(&layers[before]));
        (layer, before.unwrap_or_else(|| quote!(__input)))
    })
}

fn expand_trace(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let trace_name = expand_trace_name(model);
    let lines = with_inputs(model).map(|(Layer { name, constant, .. }, input)| {
        quote! {
            __TrainableStage::trace(
                #constant, __executor, __parameters, #input, __noise, &mut __trace.#name,
            );
        }
    });
    quote! {
        #[inline(always)]
        fn trace<__E: #runtime::__private::Executor>(
            __executor: __E,
            __parameters: &#runtime::ParametersOf<Self>,
            __input: &[__f32],
            __noise: #runtime::__private::Noise,
            __trace: &mut #trace_name<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            #(#lines)*
        }
    }
}

/// From the last layer to the first that has something to train.
fn expand_backpropagate(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let Layer { name: last, constant, kind, .. } = model.last();
    let inside = matches!(kind, Kind::Residual(_) | Kind::Network(_)).then(|| {
        quote! {
            __TrainableStage::backpropagate(
                #constant, __executor, __parameters, &__trace.#last, &mut __deltas.#last,
            );
        }
    });
    let lines = expand_deltas_before(model.trained());
    quote! {
        #[inline(always)]
        fn backpropagate<__E: #runtime::__private::Executor>(
            __executor: __E,
            __parameters: &#runtime::ParametersOf<Self>,
            __trace: &#trace_name<__E::Layout>,
            __deltas: &mut #deltas_name<__E::Layout>,
        ) {
            let __parameters: &[__f32] = __parameters;
            #inside
            #lines
        }
    }
}

/// From the `δ` of the last of these layers, that of each before it.
fn expand_deltas_before(layers: &[Layer]) -> TokenStream {
    let lines = layers.windows(2).rev().map(|pair| {
        let [before, Layer { name, constant, .. }] = pair else { return TokenStream::new() };
        let Layer { name: name_before, constant: constant_before, .. } = before;
        quote! {
            __TrainableStage::input_gradient(
                #constant,
                __executor,
                __parameters,
                &__trace.#name,
                &mut __deltas.#name,
                __TrainableStage::delta_mut::<__E::Layout>(#constant_before, &mut __deltas.#name_before),
            );
            __TrainableStage::delta(
                #constant_before,
                __executor,
                __parameters,
                &__trace.#name_before,
                &mut __deltas.#name_before,
            );
        }
    });
    quote!(#(#lines)*)
}

fn expand_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let trained = with_inputs(model).filter(|(layer, _)| layer.is_trained());
    let lines = trained.map(|(Layer { name, constant, .. }, input)| {
        quote! {
            __TrainableStage::gradient(
                #constant, __executor, #input, &__trace.#name, &__deltas.#name, __sink,
            );
        }
    });
    quote! {
        #[inline(always)]
        fn gradient<__E: #runtime::__private::Executor, __S: #runtime::__private::Sink>(
            __executor: __E,
            __input: &[__f32],
            __trace: &#trace_name<__E::Layout>,
            __deltas: &#deltas_name<__E::Layout>,
            __sink: &mut __S,
        ) {
            #(#lines)*
        }
    }
}

fn expand_largest_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let trained = with_inputs(model).filter(|(layer, _)| layer.is_trained());
    let mut bounds: Vec<_> = trained
        .map(|(Layer { name, constant, .. }, input)| {
            quote! {
                __TrainableStage::largest_gradient(
                    #constant, __executor, #input, &__trace.#name, &__deltas.#name,
                )
            }
        })
        .collect();
    if bounds.is_empty() {
        bounds.push(quote!(0.0));
    }
    quote! {
        #[inline(always)]
        fn largest_gradient<__E: #runtime::__private::Executor>(
            __executor: __E,
            __input: &[__f32],
            __trace: &#trace_name<__E::Layout>,
            __deltas: &#deltas_name<__E::Layout>,
        ) -> __f32 {
            #(#bounds)+*
        }
    }
}

/// The gradient of the penalties, if a layer has one or may have one inside.
fn expand_regularize(model: &Model) -> Option<TokenStream> {
    let runtime = &model.runtime;
    let layers = || model.layers.iter().filter(|layer| layer.may_be_regularized());
    let known = layers().map(|layer| stage::expand_is_regularized(model, layer));
    let constants = layers().map(|layer| &layer.constant);
    layers().next()?;
    Some(quote! {
        const REGULARIZED: ::core::primitive::bool = #(#known)||*;

        fn regularize<__S: #runtime::__private::Sink>(
            __parameters: &#runtime::ParametersOf<Self>,
            __sink: &mut __S,
        ) {
            #(__TrainableStage::regularize(#constants, __parameters, __sink);)*
        }
    })
}

/// Where the weights are that are trained.
fn expand_each_weights(model: &Model) -> TokenStream {
    let layers = model.layers.iter().filter(|layer| layer.has_weights() && layer.is_trained());
    let constants = layers.map(|layer| &layer.constant);
    quote! {
        #[inline(always)]
        fn each_weights<__V: ::core::ops::FnMut(::core::ops::Range<__usize>)>(__visit: &mut __V) {
            #(__TrainableStage::each_weights(#constants, __visit);)*
        }
    }
}

/// On from the first layer that has something to train: back to there, every `δ` is known.
fn expand_input_gradient(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let fixed = model.layers.len() - model.trained().len();
    let lines = expand_deltas_before(&model.layers[..=fixed]);
    let Layer { name, constant, .. } = &model.layers[0];
    quote! {
        #[inline(always)]
        fn input_gradient<__E: #runtime::__private::Executor>(
            __executor: __E,
            __parameters: &#runtime::ParametersOf<Self>,
            __trace: &#trace_name<__E::Layout>,
            __deltas: &mut #deltas_name<__E::Layout>,
            __by_input: &mut [__f32],
        ) {
            let __parameters: &[__f32] = __parameters;
            #lines
            __TrainableStage::input_gradient(
                #constant,
                __executor,
                __parameters,
                &__trace.#name,
                &mut __deltas.#name,
                __by_input,
            );
        }
    }
}

fn expand_inspect(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (trace_name, deltas_name) = (expand_trace_name(model), expand_deltas_name(model));
    let inspection = quote!(#runtime::__private::Inspection);
    let lines = model.layers.iter().map(|Layer { name, constant, .. }| {
        let text = name.to_string();
        quote! {
            __TrainableStage::inspect(
                #constant,
                &__trace.#name,
                &mut #inspection::within(__inspection, #text, |__deltas| &mut __deltas.#name),
            );
        }
    });
    quote! {
        fn inspect(
            __trace: &#trace_name<#runtime::OneSample>,
            __inspection: &mut #inspection<'_, #deltas_name<#runtime::OneSample>>,
        ) {
            #(#lines)*
        }
    }
}
