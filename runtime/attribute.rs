//! [`network!`](crate::network!) as an attribute.
//!
//! ```
//! use sinew::attribute::network;
//! use sinew::prelude::*;
//!
//! /// Exclusive or.
//! #[network(2 => 8 relu => 1 sigmoid, seed: 7, loss: binary_cross_entropy)]
//! #[derive(Debug, Clone)]
//! pub struct Xor;
//!
//! let mut net = Xor::new();
//! let loss = Trainer::new(Xor::LOSS, Sgd::new(0.1)).step(&mut net, &[([0.0, 1.0], [1.0])])?;
//! assert!(loss > 0.0);
//! # Ok::<(), sinew::Error>(())
//! ```
//!
//! The stages are those of `network! { struct Xor< .. >; }`, and so is the type that it makes. The settings
//! follow the stages, without braces. Attributes, doc comments and visibility of the struct are passed on.
//!
//! - Derives stand below the attribute: one above it is given a struct without fields.
//! - The macro and the attribute have one name, and a module has one use of it. Where both are wanted, one is
//!   written with its path: `sinew::network! { .. }`, or `#[sinew::attribute::network(..)]`.
//! - The attribute finds the library as `::sinew`. Under another name, the setting `crate` says where it is:
//!   `#[network(2 => 8 relu => 1 sigmoid, crate: neural)]`.
//!
//! ```
//! use sinew::prelude::*;
//!
//! network! { struct Encoder< 8 => 3 tanh >; }
//!
//! #[sinew::attribute::network(8 => Encoder => 4 softmax)]
//! struct Classifier;
//!
//! assert_eq!(Classifier::zeros().predict(&[0.5; 8]), [0.25; 4]);
//! ```

pub use sinew_macros::attribute as network;
