#![allow(dead_code)]

use sinew::prelude::*;

macro_rules! autoencoder {
    ($(#[$meta:meta])* $vis:vis $name:ident, $inputs:expr, $code:expr) => {
        network! { $(#[$meta])* $vis struct $name< $inputs => $code tanh => $inputs sigmoid >; }
    };
}

autoencoder! { #[derive(Debug)] pub Small, 8, 3 }
autoencoder! { pub Product, 2 * 4, Small::OUTPUTS / 2 }

fn main() {
    assert_eq!((Small::INPUTS, Small::OUTPUTS), (8, 8));
    assert_eq!(Product::PARAMETERS, 8 * 4 + 4 + 4 * 8 + 8);
}
