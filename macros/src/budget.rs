//! What a network may cost, and what it does.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::ast::{Limit, Network, Value};
use crate::model::{CACHE_LINE, Kind, Layer, Model};
use crate::near;
use crate::report::Report;

/// `flash`, `ram` or `macs`: what is limited.
#[derive(Clone, Copy)]
enum Resource {
    Flash,
    Ram,
    MultiplyAdds,
}

const RESOURCES: &[(&str, Resource)] =
    &[("flash", Resource::Flash), ("ram", Resource::Ram), ("macs", Resource::MultiplyAdds)];

/// What others call some of them.
const ALIASES: &[(&str, &str)] = &[("rom", "flash"), ("memory", "ram"), ("flops", "macs")];

/// What a number of bytes may be counted in.
const UNITS: &[(&str, usize)] = &[("KiB", 1 << 10), ("MiB", 1 << 20)];

/// All words of a budget.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    names().chain(UNITS.iter().map(|(name, _)| *name))
}

/// The names of all, for messages.
fn names() -> impl Iterator<Item = &'static str> {
    RESOURCES.iter().map(|(name, _)| *name)
}

impl Resource {
    fn of(limit: &Limit) -> Option<Self> {
        RESOURCES.iter().find(|(name, _)| limit.name == name).map(|(_, resource)| *resource)
    }

    /// What the whole network takes.
    fn of_network(self, model: &Model) -> Option<usize> {
        let parameters = NUMBER * model.parameters()?;
        let bytes =
            if model.is_aligned() { parameters.next_multiple_of(CACHE_LINE) } else { parameters };
        let fixed = match self {
            Self::Flash => bytes - parameters,
            Self::Ram if model.loss.is_some() => bytes - parameters + NUMBER * model.inputs.value?,
            Self::Ram => NUMBER * model.inputs.value?,
            Self::MultiplyAdds => 0,
        };
        let layers = model.layers.iter().map(|layer| self.of_layer(model, layer));
        Some(fixed + layers.sum::<Option<usize>>()?)
    }

    /// What one layer takes.
    fn of_layer(self, model: &Model, layer: &Layer) -> Option<usize> {
        match self {
            Self::Flash => Some(NUMBER * layer.parameters()?),
            Self::MultiplyAdds => layer.multiply_adds(),
            // Of the optimizers, plain gradient descent needs the least: parameters, and the gradient of those that
            // are not frozen.
            Self::Ram if model.loss.is_some() => Some(
                NUMBER
                    * (numbers_in_training(layer)?
                        + layer.parameters()?
                        + layer.trained_parameters()?),
            ),
            Self::Ram => Some(NUMBER * layer.units()?),
        }
    }

    fn show(self, amount: usize) -> String {
        match self {
            Self::Flash | Self::Ram if amount.is_multiple_of(1024) => {
                format!("{} KiB", amount / 1024)
            }
            Self::Flash | Self::Ram => plural(amount, "byte"),
            Self::MultiplyAdds => plural(amount, "multiply-add"),
        }
    }

    /// What it is spent on, for messages.
    fn purpose(self, model: &Model) -> &'static str {
        match self {
            Self::Flash => "of flash for its parameters",
            Self::Ram if model.loss.is_some() => "of ram while it is trained",
            Self::Ram => "of ram for a prediction",
            Self::MultiplyAdds => "for a prediction",
        }
    }

    /// The same as an expression, for sizes that only rustc knows.
    fn expand(self, model: &Model) -> TokenStream {
        let (name, runtime) = (&model.name, &model.runtime);
        let network = quote!(<#name as #runtime::Network>);
        match self {
            Self::Flash => quote!(#network::FLASH_BYTES),
            Self::MultiplyAdds => quote!(#network::MULTIPLY_ADDS),
            Self::Ram if model.loss.is_some() => {
                quote!(#runtime::Trainer::<#name, (), #runtime::Sgd>::TRAINING_BYTES)
            }
            Self::Ram => quote!(#network::INFERENCE_BYTES),
        }
    }
}

/// `1 byte`, `2 bytes`
fn plural(amount: usize, what: &str) -> String {
    if amount == 1 { format!("1 {what}") } else { format!("{amount} {what}s") }
}

/// The outputs of a layer, its `z`, its `δ` and the derivative by its outputs; and those of the layers inside, with
/// what goes into the first of them.
fn numbers_in_training(layer: &Layer) -> Option<usize> {
    let inside = match &layer.kind {
        Kind::Residual(inside) => {
            let layers = inside.layers.iter().map(numbers_in_training);
            inside.inputs.value? + layers.sum::<Option<usize>>()?
        }
        Kind::Dense(_) | Kind::Keep(..) | Kind::Network(_) => 0,
    };
    Some(4 * layer.outputs.value? + inside)
}

/// The bytes of a number.
const NUMBER: usize = 4;

/// The limits that the macro can see broken are reported; rustc compares the others.
pub(crate) fn check_budget(network: &Network, model: &Model, report: &mut Report) -> TokenStream {
    let mut assertions = TokenStream::new();
    for limit in limits(network) {
        let Some((resource, most)) = Resource::of(limit).zip(amount(limit)) else { continue };
        match resource.of_network(model) {
            Some(needed) if needed > most => {
                report.add(limit.number.span(), broken(resource, model, needed, most));
            }
            Some(_) => {}
            None => assertions.extend(expand_assertion(resource, model, most, limit)),
        }
    }
    assertions
}

fn limits(network: &Network) -> impl Iterator<Item = &Limit> {
    network.settings.iter().flat_map(|setting| match &setting.value {
        Value::Limits(limits) if setting.name == "budget" => limits.as_slice(),
        _ => &[],
    })
}

/// By how much, and what to make smaller.
fn broken(resource: Resource, model: &Model, needed: usize, most: usize) -> String {
    let largest = model
        .layers
        .iter()
        .filter_map(|layer| Some((resource.of_layer(model, layer)?, layer)))
        .max_by_key(|(amount, _)| *amount);
    let largest = largest.map_or_else(String::new, |(amount, layer)| {
        let (number, inputs, outputs) = (layer.number, layer.inputs.text(), layer.outputs.text());
        format!(
            ": the largest layer is number {number}, {inputs} => {outputs} {}, with {}",
            layer.text(),
            resource.show(amount)
        )
    });
    format!(
        "the network takes {} {}, {} more than its budget of {}{largest}",
        resource.show(needed),
        resource.purpose(model),
        resource.show(needed - most),
        resource.show(most),
    )
}

fn expand_assertion(resource: Resource, model: &Model, most: usize, limit: &Limit) -> TokenStream {
    let (needed, span) = (resource.expand(model), limit.number.span());
    let message = format!(
        "the network takes more {} than its budget of {}",
        resource.purpose(model).trim_start_matches("of "),
        resource.show(most)
    );
    quote_spanned!(span=> const _: () = ::core::assert!(#needed <= #most, #message);)
}

/// What is wrong with how a limit is written.
pub(crate) fn check_limit(limit: &Limit, report: &mut Report) {
    let Some(resource) = Resource::of(limit) else {
        let (name, written) = (&limit.name, limit.name.to_string());
        let meant = near::alias(&written, ALIASES).or_else(|| near::nearest(&written, names()));
        let known: Vec<_> = names().map(|name| format!("`{name}`")).collect();
        let message = match meant {
            Some(meant) => format!("unknown limit `{name}`: did you mean `{meant}`?"),
            None => format!("unknown limit `{name}`: a budget limits {}", known.join(", ")),
        };
        return report.add(limit.name.span(), message);
    };
    let at: Span = limit.unit.as_ref().map_or(limit.number.span(), syn::Ident::span);
    if UNITS.iter().any(|(name, _)| limit.number.suffix() == *name) {
        let (digits, unit) = (limit.number.base10_digits(), limit.number.suffix());
        let message = format!("a number and its unit need a space between them: `{digits} {unit}`");
        return report.add(limit.number.span(), message);
    }
    if amount(limit).is_none() {
        let units = match resource {
            Resource::MultiplyAdds => "a count, without a unit",
            Resource::Flash | Resource::Ram => "a count of bytes, or of `KiB` or `MiB`",
        };
        let meant = match (resource, &limit.unit) {
            (Resource::Flash | Resource::Ram, Some(unit)) => {
                near::nearest(&unit.to_string(), UNITS.iter().map(|(name, _)| *name))
            }
            _ => None,
        };
        let meant = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
        report.add(at, format!("the limit of `{}` is {units}{meant}", limit.name));
    }
}

/// The limit as a number, if it is written as one.
fn amount(limit: &Limit) -> Option<usize> {
    let factor = match (Resource::of(limit)?, &limit.unit) {
        (_, None) => 1,
        (Resource::MultiplyAdds, Some(_)) => return None,
        (_, Some(unit)) => UNITS.iter().find(|(name, _)| unit == name)?.1,
    };
    let number = limit.number.base10_parse::<usize>().ok()?;
    limit.number.suffix().is_empty().then(|| number.checked_mul(factor))?
}
