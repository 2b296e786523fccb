//! All errors of a network at once.

use proc_macro2::{Span, TokenStream};
use syn::Error;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Report {
    errors: Option<Error>,
}

impl Report {
    /// Adds an error at the user's own token.
    pub(crate) fn add(&mut self, at: Span, message: impl std::fmt::Display) {
        let error = Error::new(at, message);
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
