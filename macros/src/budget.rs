//! What a network may cost, and what it does.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use crate::ast::{Limit, Network, Value};
use crate::expand::{MOST_PARAMETERS, figures, number};
use crate::model::{Kind, Layer, Model, NUMBER};
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
        let padding = model.padding()?;
        let fixed = match self {
            Self::Flash => padding,
            Self::Ram if model.loss.is_some() => padding + NUMBER * model.inputs.value?,
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
            _ if amount == 1 => format!("1 {}", self.unit()),
            _ => format!("{amount} {}s", self.unit()),
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::Flash | Self::Ram => "byte",
            Self::MultiplyAdds => "multiply-add",
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
            Self::MultiplyAdds => quote!(<#name as #runtime::Shape>::MULTIPLY_ADDS),
            Self::Ram if model.loss.is_some() => {
                quote!(#runtime::Trainer::<#name, (), #runtime::Sgd>::TRAINING_BYTES)
            }
            Self::Ram => quote!(#network::INFERENCE_BYTES),
        }
    }

    /// What one layer takes as an expression, where that can be said.
    fn expand_of_layer(self, model: &Model, layer: &Layer) -> Option<TokenStream> {
        if let Some(amount) = self.of_layer(model, layer) {
            return Some(number(amount));
        }
        let parameters = figures::expand_parameters_of(model, layer);
        let outputs = figures::expand_outputs_of(model, layer);
        let each = number(NUMBER);
        match self {
            Self::Flash => Some(quote!(#each * (#parameters))),
            Self::MultiplyAdds => Some(figures::expand_multiply_adds_of(model, layer)),
            Self::Ram if matches!(layer.kind, Kind::Residual(_) | Kind::Network(_)) => None,
            Self::Ram if model.loss.is_some() => {
                let copies = number(if layer.is_trained() { 2 } else { 1 });
                Some(quote!(#each * (4 * (#outputs) + #copies * (#parameters))))
            }
            Self::Ram => Some(quote!(#each * (#outputs))),
        }
    }
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

/// That a type can count the parameters.
pub(crate) fn check_parameters(model: &Model, report: &mut Report) {
    let Some(parameters) = model.parameters().filter(|&count| count > MOST_PARAMETERS) else {
        return;
    };
    let layers = model.layers.iter().filter_map(|layer| Some((layer.parameters()?, layer)));
    let Some((most, largest)) = layers.max_by_key(|(parameters, _)| *parameters) else { return };
    let message = format!(
        "a network of {parameters} parameters, of which this layer has {most}: a network has at most {MOST_PARAMETERS}"
    );
    report.add_open(largest.outputs.tokens.span(), message);
}

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
        format!(": the largest layer is number {}, with {}", place(layer), resource.show(amount))
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
    let (needed, span, runtime) = (resource.expand(model), limit.number.span(), &model.runtime);
    let most = number(most);
    let (unit, purpose) = (resource.unit(), format!(" {}", resource.purpose(model)));
    let layers = model.layers.iter().map(|layer| {
        let (text, amount) = (place(layer), resource.expand_of_layer(model, layer)?);
        Some(quote!((#text, #amount)))
    });
    let layers = layers.collect::<Option<Vec<_>>>().unwrap_or_default();
    let message = quote!(
        #runtime::__private::over_budget(#needed, #most, [#unit, #purpose], &[#(#layers),*])
    );
    quote_spanned! {span=>
        const _: () = if #needed > #most {
            __panic!("{}", #runtime::__private::Text::as_str(&#message));
        };
    }
}

/// `1, 64 => 32 relu`
fn place(layer: &Layer) -> String {
    let (number, inputs, outputs) = (layer.number, layer.inputs.text(), layer.outputs.text());
    format!("{number}, {inputs} => {outputs} {}", layer.text())
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
