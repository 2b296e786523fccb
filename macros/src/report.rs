//! All errors of a network at once.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Report {
    errors: Option<Error>,
    leaves_open: bool,
    /// Whether one of them is that the network ends too early.
    pub(crate) ends_early: bool,
}

impl Report {
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Whether an error leaves it open which sizes and which methods the network was meant to have.
    pub(crate) fn leaves_open(&self) -> bool {
        self.leaves_open
    }

    /// Adds an error at the user's own token, beside which it is plain what the network is.
    pub(crate) fn add(&mut self, at: Span, message: impl Display) {
        self.push(Error::new(at, message));
    }

    /// Adds an error at the user's own token, which leaves it open what the network is.
    pub(crate) fn add_open(&mut self, at: Span, message: impl Display) {
        self.push_open(Error::new(at, message));
    }

    /// Adds an error that leaves it open what the network is.
    pub(crate) fn push_open(&mut self, error: Error) {
        self.leaves_open = true;
        self.push(error);
    }

    fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// A `compile_error!` for each, by itself.
    pub(crate) fn into_each(self) -> impl Iterator<Item = TokenStream> {
        self.errors.into_iter().flatten().map(Error::into_compile_error)
    }

    /// A `compile_error!` for each.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.map(Error::into_compile_error).unwrap_or_default()
    }

    /// The same, as one expression.
    pub(crate) fn into_expression(self) -> TokenStream {
        let is_one = self.errors.iter().flatten().count() == 1;
        let errors = self.into_compile_errors();
        // One alone can stand among items too: the macro does not know where it was called.
        if is_one { errors } else { quote::quote!({ #errors }) }
    }
}
