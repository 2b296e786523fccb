#![deny(warnings)]

use sinew::prelude::*;

macro_rules! autoencoder {
    ($(#[$meta:meta])* $vis:vis $name:ident, $inputs:expr, $code:expr) => {
        network! { $(#[$meta])* $vis struct $name< $inputs => $code tanh => $inputs sigmoid >; }
    };
}

autoencoder! { #[derive(Debug)] pub Small, 8, 3 }
autoencoder! { pub Product, 2 * 4, Small::OUTPUTS / 2 }
autoencoder! { pub Sum, { 4 } + 4, if true { 1 } else { 2 } + 3 }

macro_rules! regularized {
    ($name:ident, $rate:expr) => {
        network! { struct $name< 2 => 8 relu [l2 = $rate] => 1 [l2 = 2.0 * $rate] >; }
    };
}

regularized! { Literal, 1e-4 }
regularized! { Computed, 1e-4 / 2.0 }

#[test]
fn it_works() {
    assert_eq!((Small::INPUTS, Small::OUTPUTS), (8, 8));
    assert_eq!(Product::PARAMETERS, 8 * 4 + 4 + 4 * 8 + 8);
    assert_eq!(Sum::PARAMETERS, Product::PARAMETERS);
}
