//! Prediction alone.

use std::hint::black_box;

use sinew::prelude::*;

network! { pub struct Xor< 2 => 8 relu => 1 sigmoid >; }

fn main() {
    let net = black_box(Xor::zeros());
    black_box(net.predict(&black_box([0.0, 1.0])));
}
