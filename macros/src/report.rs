//! All errors of a network at once.

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Report {
    errors: Option<Error>,
}

impl Report {
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_none()
    }

    /// Adds an error at the user's own token.
    pub(crate) fn add(&mut self, at: Span, message: impl std::fmt::Display) {
        self.push(Error::new(at, message));
    }

    /// Adds an error.
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// A `compile_error!` for each.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.map(Error::into_compile_error).unwrap_or_default()
    }
}
