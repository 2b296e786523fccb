//! What a user calls on the type itself, with sizes as plain arrays.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};

use super::{array, expand_parameters, generic, number};
use crate::model::{Layer, Model};

pub(super) fn expand_inherent(model: &Model) -> TokenStream {
    let name = &model.name;
    let figures = expand_figures(model);
    let layers = expand_layers(model);
    let constructors = expand_constructors(model);
    let inference = expand_inference(model);
    let parameters = expand_parameter_access(model);
    let views = model.layers.iter().map(|layer| expand_view(model, layer));
    let training = model.is_trainable().then(|| expand_training(model));
    quote! {
        impl #name {
            #figures
            #layers
            #constructors
            #inference
            #training
            #parameters
            #(#views)*
        }
    }
}

fn expand_figures(model: &Model) -> TokenStream {
    let (inputs, outputs) = (&model.inputs.tokens, &model.outputs().tokens);
    let last = &model.last().constant;
    let parameters = model.parameters().map_or_else(|| quote!(Self::#last.end()), number);
    let multiply_adds = model.multiply_adds().map_or_else(
        || {
            let layers = model.layers.iter().map(|layer| {
                let (inputs, outputs) = (&layer.inputs.tokens, &layer.outputs.tokens);
                quote!(#inputs * #outputs)
            });
            quote!(#(#layers)+*)
        },
        number,
    );
    quote! {
        /// How many numbers a sample has.
        pub const INPUTS: usize = #inputs;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: usize = #outputs;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: usize = #parameters;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: usize = #multiply_adds;
    }
}

/// A constant for each layer: its sizes, its activation, and where its parameters are.
fn expand_layers(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let mut offset = quote!(0);
    let mut layers = TokenStream::new();
    for layer in &model.layers {
        let Layer { constant, activation, .. } = layer;
        let path = &activation.path;
        let argument = activation.argument.as_ref().map(|argument| quote!((#argument)));
        let init = layer.init.as_ref().map(|init| {
            let (function, argument) = (&init.function, &init.argument);
            quote!(.with_init(#runtime::Init::#function(#argument)))
        });
        let dense = expand_dense(model, layer);
        layers.extend(quote! {
            const #constant: #dense =
                #runtime::__private::Dense::new(#offset, #path #argument)#init;
        });
        offset = quote!(Self::#constant.end());
    }
    layers
}

fn expand_dense(model: &Model, layer: &Layer) -> TokenStream {
    let runtime = &model.runtime;
    let (inputs, outputs) = (generic(&layer.inputs), generic(&layer.outputs));
    let path = &layer.activation.path;
    let no_biases = (!layer.has_biases).then(|| quote!(, false));
    quote!(#runtime::__private::Dense<#inputs, #outputs, #path #no_biases>)
}

fn expand_constructors(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let parameters = expand_parameters(model);
    quote! {
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            Self::from_parameters([0.0; #parameters])
        }

        /// These weights and biases, layer after layer: a layer's weights, a row for each input,
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(parameters: [f32; #parameters]) -> Self {
            Self { parameters }
        }

        /// Random weights, the same for the same seed, each layer started as its activation needs.
        #[must_use]
        pub fn seeded(seed: u64) -> Self {
            let mut network = Self::zeros();
            network.reseed(seed);
            network
        }

        /// Starts over with the random weights of a seed.
        pub fn reseed(&mut self, seed: u64) {
            #runtime::Network::reseed(self, seed);
        }
    }
}

fn expand_inference(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    quote! {
        /// The outputs for one sample.
        #[inline]
        #[must_use]
        pub fn predict(&self, input: &#input) -> #output {
            #runtime::Network::predict(self, input)
        }

        /// The outputs for many samples, `outputs[i]` for `inputs[i]`.
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            inputs: &[#input],
            outputs: &mut [#output],
        ) -> ::core::result::Result<(), #runtime::Error> {
            #runtime::Network::predict_batch(self, inputs, outputs)
        }
    }
}

fn expand_training(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let trace = expand_trace_name(model);
    let parameters = expand_parameters(model);
    quote! {
        /// Computes the outputs of one sample and keeps every layer's `z` and `a`: fields `layer1`,
        /// `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `<Self as Trainable>::Trace<OneSample>`.
        #[must_use]
        pub fn forward(&self, input: &#input) -> #trace<#runtime::OneSample> {
            #runtime::Trainable::forward(self, input)
        }

        /// The gradient of the loss by every parameter, in the order of the parameters, from its
        /// derivative by each output.
        #[must_use]
        pub fn backward(
            &self,
            input: &#input,
            trace: &#trace<#runtime::OneSample>,
            by_output: &#output,
        ) -> [f32; #parameters] {
            let mut gradient = [0.0; #parameters];
            let sums = #runtime::generic_array::GenericArray::from_mut_slice(&mut gradient);
            #runtime::Trainable::add_backward(self, input, trace, by_output, sums);
            gradient
        }
    }
}

/// The type that holds every layer's `z` and `a`.
pub(super) fn expand_trace_name(model: &Model) -> syn::Ident {
    format_ident!("{}Trace", model.name, span = Span::call_site())
}

fn expand_parameter_access(model: &Model) -> TokenStream {
    let parameters = expand_parameters(model);
    quote! {
        /// All weights and biases, layer after layer.
        #[must_use]
        pub const fn parameters(&self) -> &[f32; #parameters] {
            &self.parameters
        }

        /// All weights and biases, layer after layer, for writing.
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [f32; #parameters] {
            &mut self.parameters
        }
    }
}

/// `layer1()` and `layer1_mut()`.
fn expand_view(model: &Model, layer: &Layer) -> TokenStream {
    let runtime = &model.runtime;
    let Layer { name, constant, .. } = layer;
    let name_mut = format_ident!("{name}_mut");
    let row = array(&layer.outputs);
    let inputs = &layer.inputs.tokens;
    let (biases, biases_mut) = if layer.has_biases {
        (quote!(&#row), quote!(&mut #row))
    } else {
        (quote!(#runtime::NoBiases), quote!(#runtime::NoBiases))
    };
    let doc = format!(
        " The weights and biases from {} to {}{}.",
        layer.inputs.text(),
        layer.outputs.text(),
        if layer.activation.text == "linear" {
            String::new()
        } else {
            format!(" `{}`", layer.activation.text)
        },
    );
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #name(&self) -> #runtime::Layer<&[#row; #inputs], #biases> {
            Self::#constant.view(&self.parameters)
        }

        #[doc = #doc]
        #[must_use]
        pub fn #name_mut(&mut self) -> #runtime::Layer<&mut [#row; #inputs], #biases_mut> {
            Self::#constant.view_mut(&mut self.parameters)
        }
    }
}
