//! What a user calls on the type itself, with sizes as plain arrays.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use super::trainable::{expand_head, expand_trace_name};
use super::{array, expand_parameters, gate, number, stage};
use crate::loss::Form;
use crate::model::{Kind, Layer, Loss, Model};
use crate::stage::STANDARDIZE;
use crate::summary::expand_summary;
use crate::table::code;

pub(super) fn expand_inherent(model: &Model) -> TokenStream {
    let name = &model.name;
    let figures = expand_figures(model);
    let summary = expand_summary(model);
    let layers = expand_layers(model);
    let constructors = expand_constructors(model);
    let inference = expand_inference(model);
    let parameters = expand_parameter_access(model);
    let views = model.layers.iter().filter_map(|layer| expand_view(model, layer));
    let standardize = expand_standardize(model);
    let training = model.is_trainable().then(|| expand_training(model));
    let question = expand_question(model);
    quote! {
        #layers
        #question
        impl #name {
            #figures
            /// The stages as a line, and as a table, for people.
            pub const SUMMARY: &'static ::core::primitive::str = #summary;
            #constructors
            #inference
            #training
            #standardize
            #parameters
            #(#views)*
        }
    }
}

pub(super) fn expand_figures(model: &Model) -> TokenStream {
    let (inputs, outputs) = (&model.inputs.tokens, &model.outputs().tokens);
    let parameters =
        model.parameters().map_or_else(|| expand_constant(model, "END").to_token_stream(), number);
    let loss = model.loss.as_ref().map(|loss| {
        let (path, value) = expand_loss(&model.runtime, loss);
        let fitting = expand_fitting(model, loss, &path);
        let doc = format!(" The loss that it is trained with: `{}`.", loss.text);
        quote! {
            #[doc = #doc]
            pub const LOSS: #fitting = #value;
        }
    });
    let runtime = &model.runtime;
    quote! {
        /// How many numbers a sample has.
        pub const INPUTS: __usize = #inputs;
        /// How many numbers the network makes of them.
        pub const OUTPUTS: __usize = #outputs;
        /// How many weights and biases all layers have.
        pub const PARAMETERS: __usize = #parameters;
        /// How many bytes the network takes, in memory or in flash.
        pub const BYTES: __usize = ::core::mem::size_of::<Self>();
        /// How many products a prediction takes.
        pub const MULTIPLY_ADDS: __usize = <Self as #runtime::Shape>::MULTIPLY_ADDS;
        #loss
    }
}

/// The constant that asks whether the loss fits, at its token; none where the macro sees it.
fn expand_question(model: &Model) -> Option<TokenStream> {
    let loss = model.loss.as_ref().filter(|loss| is_asked(model, loss))?;
    let (runtime, head) = (&model.runtime, expand_head(model).0);
    let (name, path) = (expand_constant(model, "LOSS"), expand_loss(runtime, loss).0);
    let question = gate::at(loss.at, quote!(#runtime::__private::fits::<#head, #path>()));
    Some(quote!(const #name: __usize = { #question; 0 };))
}

fn is_asked(model: &Model, loss: &Loss) -> bool {
    let is_seen = match &model.last().kind {
        Kind::Dense(dense) => !dense.activation.is_own,
        Kind::Keep(..) | Kind::Residual(_) => true,
        Kind::Network(_) => false,
    };
    (loss.is_own || !is_seen) && model.is_trainable()
}

/// The type of the loss, which it has only if it fits.
fn expand_fitting(model: &Model, loss: &Loss, path: &TokenStream) -> TokenStream {
    if !is_asked(model, loss) {
        return path.clone();
    }
    let (runtime, name) = (&model.runtime, expand_constant(model, "LOSS"));
    let private = quote!(#runtime::__private);
    quote!(<#private::Asked<#path, { #name }> as #private::HasLoss>::Loss)
}

/// The type of a loss, and its value.
fn expand_loss(runtime: &TokenStream, loss: &Loss) -> (TokenStream, TokenStream) {
    let Loss { path, argument, form, .. } = loss;
    match form {
        Form::Plain => (path.clone(), gate::expand_value(path, argument.as_ref())),
        Form::Huber => (path.clone(), quote!(#path { delta: #argument })),
        Form::Smoothed => {
            (quote!(#runtime::Smoothed<#path>), quote!(#path::label_smoothing(#path, #argument)))
        }
    }
}

/// The name of a constant beside the network.
fn expand_constant(model: &Model, suffix: &str) -> Ident {
    format_ident!("{}_{suffix}", model.prefix())
}

/// A constant for each stage: its sizes, its activation, and where its parameters are.
pub(super) fn expand_layers(model: &Model) -> TokenStream {
    let mut offset = quote!(0);
    let mut layers = TokenStream::new();
    for layer in &model.layers {
        let constant = &layer.constant;
        let (stage, value) =
            (stage::expand_type(model, layer), stage::expand_value(model, layer, &offset));
        layers.extend(quote!(const #constant: #stage = #value;));
        if stage::has_parameters(layer) {
            offset = quote!(#constant.end());
        }
    }
    if model.parameters().is_none() {
        let end = expand_constant(model, "END");
        layers.extend(quote!(const #end: __usize = #offset;));
    }
    layers
}

fn expand_constructors(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let parameters = expand_parameters(model);
    let doc = format!(
        " These {}weights and biases, layer after layer: a layer's weights, a row for each input,",
        count(model)
    );
    let new = model.seed.map(|seed| {
        let doc = format!(" The random start of its own seed, {seed}.");
        let seed = Literal::u64_unsuffixed(seed);
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                Self::seeded(#seed)
            }
        }
    });
    quote! {
        /// All weights and biases zero.
        #[must_use]
        pub const fn zeros() -> Self {
            const { Self { parameters: [0.0; #parameters] } }
        }

        #[doc = #doc]
        /// and then its biases.
        #[must_use]
        pub const fn from_parameters(
            __parameters: [__f32; #parameters],
        ) -> Self {
            Self { parameters: __parameters }
        }

        #new

        /// Random weights, the same for the same seed, each layer started as its activation needs.
        #[must_use]
        pub fn seeded(__seed: __u64) -> Self {
            let mut __network = Self::zeros();
            Self::reseed(&mut __network, __seed);
            __network
        }

        /// Starts over with the random weights of a seed.
        pub fn reseed(&mut self, __seed: __u64) {
            #runtime::Network::reseed(self, __seed);
        }
    }
}

fn expand_inference(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let (inputs, outputs) = (code(&model.inputs.text()), code(&model.outputs().text()));
    let doc = format!(" The outputs for one sample, {outputs} for {inputs} inputs.");
    let doc_of_batch = format!(
        " The outputs for many samples, `outputs[i]` for `inputs[i]`: {outputs} for {inputs} inputs each."
    );
    quote! {
        #[doc = #doc]
        #[inline]
        #[must_use]
        pub fn predict(&self, __input: &#input) -> #output {
            #runtime::Network::predict(self, __input)
        }

        #[doc = #doc_of_batch]
        ///
        /// # Errors
        ///
        /// If both slices differ in length; the outputs then stay as they were.
        #[inline]
        pub fn predict_batch(
            &self,
            __inputs: &[#input],
            __outputs: &mut [#output],
        ) -> ::core::result::Result<(), #runtime::Error> {
            #runtime::Network::predict_batch(self, __inputs, __outputs)
        }
    }
}

fn expand_training(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let (input, output) = (array(&model.inputs), array(model.outputs()));
    let trace = expand_trace_name(model);
    let parameters = expand_parameters(model);
    let (inputs, outputs) = (code(&model.inputs.text()), code(&model.outputs().text()));
    let forward = format!(
        " Computes the outputs of one sample, {outputs} for {inputs} inputs, and keeps every layer's `z` and `a`: fields"
    );
    let backward = match model.parameters() {
        Some(count) => format!(" each of the {count} parameters, in their order, from its"),
        None => " each parameter, in their order, from its".to_owned(),
    };
    let backward = format!(" The gradient of the loss by{backward}");
    let by_output = format!(" derivative by the outputs, an array of {outputs}.");
    quote! {
        #[doc = #forward]
        /// `layer1`, `layer2`, .. with fields `z` and `a`, arrays of the layer's size. The type's name is
        /// `TraceOf<Self>`.
        #[must_use]
        pub fn forward(&self, __input: &#input) -> #trace<#runtime::OneSample> {
            #runtime::Trainable::forward(self, __input)
        }

        #[doc = #backward]
        #[doc = #by_output]
        #[must_use]
        pub fn backward(
            &self,
            __input: &#input,
            __trace: &#trace<#runtime::OneSample>,
            __by_output: &#output,
        ) -> [__f32; #parameters] {
            let mut __gradient = [0.0; #parameters];
            let __sums = #runtime::generic_array::GenericArray::from_mut_slice(&mut __gradient);
            #runtime::Trainable::add_backward(self, __input, __trace, __by_output, __sums);
            __gradient
        }
    }
}

/// The fit of a first stage that is `standardize`.
fn expand_standardize(model: &Model) -> Option<TokenStream> {
    let Layer { kind: Kind::Keep(keep, _), constant, .. } = &model.layers[0] else { return None };
    let (runtime, input) = (&model.runtime, array(&model.inputs));
    let inputs = code(&model.inputs.text());
    let doc = format!(
        " Takes over mean and standard deviation of each of the {inputs} inputs from data, which"
    );
    (keep.word == STANDARDIZE).then(|| {
        quote! {
            #[doc = #doc]
            /// `standardize` makes 0 and
            /// 1 from then on. An input that is always the same becomes 0, and so does one whose deviation is
            /// below `2.94e-39`.
            ///
            /// # Errors
            ///
            /// Without inputs, or if one of them is not finite. The network then stays as it was.
            pub fn standardize(
                &mut self,
                __inputs: &[#input],
            ) -> ::core::result::Result<(), #runtime::Error> {
                #constant.fit(__inputs, &mut self.parameters)
            }

            /// Does what [`standardize`](Self::standardize) does, by the inputs of any samples, such as a part of them.
            /// Each counts once, whatever its weight.
            ///
            /// # Errors
            ///
            /// Without samples, or if an input is not finite. The network then stays as it was.
            pub fn standardize_samples<__D>(
                &mut self,
                __samples: &__D,
            ) -> ::core::result::Result<(), #runtime::Error>
            where
                __D: #runtime::Dataset<Input = #input> + ?::core::marker::Sized,
            {
                #constant.fit_samples(__samples, &mut self.parameters)
            }
        }
    })
}

fn expand_parameter_access(model: &Model) -> TokenStream {
    let parameters = expand_parameters(model);
    let doc = format!(" All {}weights and biases, layer after layer", count(model));
    let (doc, doc_mut) = (format!("{doc}."), format!("{doc}, for writing."));
    quote! {
        #[doc = #doc]
        #[must_use]
        pub const fn parameters(&self) -> &[__f32; #parameters] {
            &self.parameters
        }

        #[doc = #doc_mut]
        #[must_use]
        pub const fn parameters_mut(&mut self) -> &mut [__f32; #parameters] {
            &mut self.parameters
        }
    }
}

/// `layer1()` and `layer1_mut()` of a stage that has parameters.
fn expand_view(model: &Model, layer: &Layer) -> Option<TokenStream> {
    let runtime = &model.runtime;
    let Layer { name, constant, .. } = layer;
    let name_mut = format_ident!("{name}_mut");
    let row = array(&layer.outputs);
    let inputs = &layer.inputs.tokens;
    let (view, view_mut) = match &layer.kind {
        Kind::Dense(dense) if dense.has_biases => (
            quote!(#runtime::Layer<&[#row; #inputs], &#row>),
            quote!(#runtime::Layer<&mut [#row; #inputs], &mut #row>),
        ),
        Kind::Dense(_) => (
            quote!(#runtime::Layer<&[#row; #inputs], #runtime::NoBiases>),
            quote!(#runtime::Layer<&mut [#row; #inputs], #runtime::NoBiases>),
        ),
        Kind::Keep(keep, _) if keep.parameters > 0 => {
            let rows = number(keep.parameters);
            (quote!(&[#row; #rows]), quote!(&mut [#row; #rows]))
        }
        Kind::Network(path) => {
            let width = gate::expand_name(layer);
            let parameters = quote!(#runtime::__private::ParametersInside<#path, #width>);
            (quote!(&#parameters), quote!(&mut #parameters))
        }
        Kind::Keep(..) | Kind::Residual(_) => return None,
    };
    let doc = doc_of_view(layer);
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #name(&self) -> #view {
            #constant.view(&self.parameters)
        }

        #[doc = #doc]
        #[must_use]
        pub fn #name_mut(&mut self) -> #view_mut {
            #constant.view_mut(&mut self.parameters)
        }
    })
}

/// `33 `: how many parameters, where it is known.
fn count(model: &Model) -> String {
    model.parameters().map_or_else(String::new, |count| format!("{count} "))
}

fn doc_of_view(layer: &Layer) -> String {
    let text = layer.text();
    match &layer.kind {
        Kind::Dense(dense) => {
            let activation = dense.activation.text.as_str();
            let (inputs, outputs) = (code(&layer.inputs.text()), code(&layer.outputs.text()));
            let activation =
                if activation == "linear" { String::new() } else { format!(" `{activation}`") };
            let biases = if dense.has_biases { "weights and biases" } else { "weights" };
            format!(" The {biases} from {inputs} to {outputs}{activation}.")
        }
        Kind::Network(_) => {
            format!(
                " The parameters of `{text}`, a network of {} inputs.",
                code(&layer.inputs.text())
            )
        }
        Kind::Keep(..) | Kind::Residual(_) => format!(
            " The parameters of `{text}`, a row for each kind, each with one for each of {} units.",
            code(&layer.outputs.text())
        ),
    }
}
