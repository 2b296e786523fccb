//! What was written, with the places where it was written.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Expr, Ident, LitInt, Path, Visibility};

/// `pub struct Xor< 2 => 8 relu => 1 sigmoid >;`, or the part between `<` and `>`.
pub(crate) struct Network {
    /// The path of the runtime crate, as `macro_rules!` wrote it.
    pub(crate) runtime: TokenStream,
    /// What stands around the layers, unless the network is an expression.
    pub(crate) item: Option<Item>,
    pub(crate) inputs: Size,
    pub(crate) layers: Vec<Layer>,
    /// `{ init: he }`.
    pub(crate) settings: Vec<Setting>,
}

/// `#[derive(Debug)] pub struct Xor`.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
}

/// `8`, `config::HIDDEN` or `{ 2 * HIDDEN }`.
pub(crate) enum Size {
    Literal(LitInt),
    Constant(Path),
    Expression(Expr),
}

/// `8 relu [no_bias]`.
pub(crate) struct Layer {
    pub(crate) size: Size,
    pub(crate) activation: Option<Word>,
    pub(crate) modifiers: Vec<Setting>,
}

/// `relu`, `leaky_relu(0.01)`, `my::Swish`.
pub(crate) struct Word {
    pub(crate) name: Path,
    pub(crate) argument: Option<Expr>,
}

impl Word {
    /// The word itself, unless it is the path of a type of the user's: one with `::`, or one that
    /// begins with a capital.
    pub(crate) fn ident(&self) -> Option<&Ident> {
        let ident = self.name.get_ident()?;
        let is_type = ident.to_string().starts_with(|first: char| first.is_uppercase());
        (!is_type).then_some(ident)
    }

    /// As it was written.
    pub(crate) fn text(&self) -> String {
        let name = self.name.to_token_stream().to_string().replace(' ', "");
        match &self.argument {
            Some(argument) => format!("{name}({})", argument.to_token_stream()),
            None => name,
        }
    }
}

/// `no_bias`, `init = he`, `init: he`.
pub(crate) struct Setting {
    pub(crate) name: Ident,
    pub(crate) value: Option<Word>,
}
