//! From the model to Rust. The code is thin: a line a layer, calling the runtime with sizes that
//! are constants.

pub(crate) mod figures;
pub(crate) mod frozen;
mod gate;
mod inherent;
mod network;
mod stage;
mod trainable;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

use crate::ast;
use crate::model::{CACHE_LINE, Dense, Kind, Layer, Loss, Model, Size};
use crate::report::Report;
use crate::table::table;

/// The errors, and a type that stands for the network, where they leave it open what it is. The first error is an
/// argument of that type: rustc then takes all that is done with it for right, wherever it is done, while uses of a
/// guess would give errors of their own.
pub(crate) fn expand_errors(network: &ast::Network, errors: Report) -> TokenStream {
    let Some(item) = &network.item else { return errors.into_expression() };
    let (ast::Item { visibility, name, .. }, cfg) = (item, item.attributes_named(&["cfg"]));
    let unknown = format_ident!("__{}", name, span = Span::call_site());
    let mut errors = errors.into_each();
    let first = errors.next();
    quote! {
        #cfg
        /// A network that does not compile.
        #[allow(dead_code, non_camel_case_types)]
        #visibility struct #unknown<const ERROR: ::core::primitive::usize>;
        #cfg
        /// A network that does not compile.
        #[allow(dead_code)]
        #visibility type #name = #unknown<{ #first }>;
        #(#cfg #errors)*
    }
}

/// The network, and the errors that were found in it.
pub(crate) fn expand_network(
    model: &Model,
    assertions: &TokenStream,
    errors: Report,
) -> TokenStream {
    let errors = errors.into_compile_errors();
    let item = expand_item(model, assertions);
    if !model.is_expression {
        return quote!(#item #errors);
    }
    let name = &model.name;
    quote!({
        #errors
        #item
        #name::zeros()
    })
}

fn expand_item(model: &Model, assertions: &TokenStream) -> TokenStream {
    let struct_ = expand_struct(model);
    let checks = expand_checks(model);
    let Model { runtime, cfg, .. } = model;
    let import = model.library.as_ref().map(|library| expand_import(library, runtime));
    let inherent = inherent::expand_inherent(model);
    let (names, words) = (expand_names(model, assertions), expand_words(model));
    let traits = expand_traits(model);
    quote! {
        #struct_
        #cfg
        const _: () = {
            #import
            #names
            #words
            #checks
            #assertions
            #inherent
            #traits
        };
    }
}

/// Names that begin as none of the user's does: types and traits of theirs may have any other.
fn expand_names(model: &Model, assertions: &TokenStream) -> TokenStream {
    let runtime = &model.runtime;
    let trainable = has_trainable(model)
        .then(|| quote!(use #runtime::__private::TrainableStage as __TrainableStage;));
    let assert = asserts(model).then(|| {
        quote!(
            use ::core::assert as __assert;
        )
    });
    let panic = (!assertions.is_empty()).then(|| {
        quote!(
            use ::core::panic as __panic;
        )
    });
    quote! {
        use ::core::primitive::{f32 as __f32, u64 as __u64, usize as __usize};
        use #runtime::__private::Stage as __Stage;
        #trainable
        #assert
        #panic
    }
}

/// Whether the network can be trained, or what stands between the braces of a stage, which does not know the rest.
fn has_trainable(model: &Model) -> bool {
    let is_inside =
        |layer: &Layer| matches!(&layer.kind, Kind::Residual(inside) if has_trainable(inside));
    model.is_trainable() || model.layers.iter().any(is_inside)
}

/// Whether rustc is to check a size or a rate.
fn asserts(model: &Model) -> bool {
    let has_rate = |layer: &Layer| match &layer.kind {
        Kind::Dense(Dense { l2, init, .. }) => {
            l2.is_some() || init.as_ref().is_some_and(|init| init.argument.is_some())
        }
        Kind::Keep(_, argument) => argument.is_some(),
        Kind::Residual(inside) => asserts(inside),
        Kind::Network(_) => false,
    };
    model.sizes().any(|size| size.value.is_none())
        || model.layers.iter().any(has_rate)
        || model.loss.as_ref().is_some_and(|loss| loss.argument.is_some())
}

/// A use of what explains each word, so that an editor finds it.
fn expand_words(model: &Model) -> Option<TokenStream> {
    let words = &model.words;
    (!words.is_empty()).then(|| quote!(const _: () = { #(let _ = #words;)* };))
}

/// The runtime crate under the name that all paths begin with. Where it is not found, this alone is an error:
/// what is used of it is taken for right.
fn expand_import(library: &TokenStream, name: &TokenStream) -> TokenStream {
    let name = gate::at(library.span(), name.clone());
    quote_spanned!(library.span()=> use #library as #name;)
}

/// What makes it a network, with the networks that stand between the braces of its stages.
fn expand_traits(model: &Model) -> TokenStream {
    let network = network::expand_network_impl(model);
    let trainable = trainable::expand_trainable(model);
    let insides = model.layers.iter().filter_map(|layer| match &layer.kind {
        Kind::Residual(inside) => Some(expand_inside(inside)),
        _ => None,
    });
    quote!(#network #trainable #(#insides)*)
}

/// A network that no user sees: a part of another.
fn expand_inside(model: &Model) -> TokenStream {
    let Model { name, visibility, .. } = model;
    let parameters = expand_parameters(model);
    let figures = inherent::expand_figures(model);
    let layers = inherent::expand_layers(model);
    let checks = expand_checks(model);
    let traits = expand_traits(model);
    quote! {
        #checks
        /// What stands between the braces of a `residual`.
        #[repr(C)]
        #visibility struct #name {
            parameters: [__f32; #parameters],
        }
        impl #name {
            #figures
        }
        #layers
        #traits
    }
}

/// That no constant is zero (a literal was checked before), and that a type can count the parameters.
fn expand_checks(model: &Model) -> TokenStream {
    let constants = model.sizes().filter(|size| size.value.is_none()).map(|Size { tokens, .. }| {
        quote_spanned! {place(tokens)=>
            const _: () = __assert!(#tokens > 0, "a size of 0: a network needs at least one unit here");
        }
    });
    let count = expand_count(model);
    let gates = model.layers.iter().filter_map(|layer| gate::expand_gate(model, layer));
    let stages = model.layers.iter().filter_map(|layer| stage::expand_check(model, layer));
    let loss = model.loss.as_ref().and_then(|loss| expand_check_of_loss(model, loss));
    quote! {
        #(#gates)*
        #(#constants)*
        #(#stages)*
        #loss
        #count
    }
}

/// That the argument of the loss is in its range.
fn expand_check_of_loss(model: &Model, loss: &Loss) -> Option<TokenStream> {
    let (parameter, range) = loss.form.parameter().zip(loss.form.range())?;
    let (name, argument) = (&model.name, loss.argument.as_ref()?);
    let question = Ident::new(range.question, argument.span());
    let message = format!("the {} of the loss is {}", parameter.name, range.words);
    Some(quote_spanned! {argument.span()=>
        const _: () = __assert!(#name::LOSS.#question(), #message);
    })
}

/// The most parameters that a network has.
pub(crate) const MOST_PARAMETERS: usize = u32::MAX as usize;

/// That they can be counted, where the macro could not count them.
fn expand_count(model: &Model) -> Option<TokenStream> {
    let name = &model.name;
    model.parameters().is_none().then(|| {
        quote_spanned! {name.span()=>
            const _: () = __assert!(
                #name::PARAMETERS as __u64 >> 32 == 0,
                "a network of more than 4 294 967 295 parameters",
            );
        }
    })
}

fn expand_struct(model: &Model) -> TokenStream {
    let Model { attributes, visibility, name, .. } = model;
    let table = table(model);
    let parameters = expand_parameters(model);
    let repr = if model.is_aligned() {
        let line = number(CACHE_LINE);
        quote!(#[repr(C, align(#line))])
    } else {
        quote!(#[repr(C)])
    };
    quote! {
        #attributes
        #[doc = #table]
        #repr
        #visibility struct #name {
            parameters: [::core::primitive::f32; #parameters],
        }
    }
}

/// The count of parameters: a number where it is known, else the constant that holds it.
fn expand_parameters(model: &Model) -> TokenStream {
    let name = &model.name;
    match model.parameters() {
        Some(parameters) => number(parameters),
        None => quote!(#name::PARAMETERS),
    }
}

/// The size as an argument of a generic type.
fn generic(size: &Size) -> TokenStream {
    let tokens = &size.tokens;
    match size.value {
        Some(_) => quote!(#tokens),
        None => grouped(Delimiter::Brace, tokens.span(), tokens.clone()),
    }
}

/// Where some tokens of the user's stand. Their braces are a part of the generated code, what is in them is not: an
/// error there is said without a word of the macro.
fn place(tokens: &TokenStream) -> Span {
    match tokens.clone().into_iter().next() {
        Some(TokenTree::Group(group)) => {
            let inside = group.stream().into_iter().next();
            inside.map_or(tokens.span(), |inside| tokens.span().resolved_at(inside.span()))
        }
        _ => tokens.span(),
    }
}

/// Some tokens in delimiters that stand at one of the user's: what rustc says of the whole is said there.
fn grouped(delimiter: Delimiter, place: Span, tokens: TokenStream) -> TokenStream {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(Span::call_site().located_at(place));
    group.to_token_stream()
}

/// The plain array of a size.
fn array(size: &Size) -> TokenStream {
    let tokens = &size.tokens;
    grouped(Delimiter::Bracket, tokens.span(), quote!(__f32; #tokens))
}

/// The size in a sum or a product: of a constant that is no `usize`, rustc says so once, at its token.
fn counted(model: &Model, size: &Size) -> TokenStream {
    let (runtime, array) = (&model.runtime, array(size));
    match size.value {
        Some(value) => number(value),
        None => quote!(<#array as #runtime::Array>::LENGTH),
    }
}

/// The name of a type beside the network's. It begins as no type of the user's does, which a stage may be.
pub(crate) fn expand_type_name(model: &Model, suffix: &str) -> Ident {
    let name = model.name.to_string();
    let name = name.trim_start_matches("r#").trim_start_matches("__");
    format_ident!("__{name}{suffix}", span = Span::call_site())
}

/// A number without a suffix.
pub(crate) fn number(value: usize) -> TokenStream {
    let literal = proc_macro2::Literal::usize_unsuffixed(value);
    quote!(#literal)
}
