// The network of the example `gestures`.

use sinew::prelude::*;

network! {
    /// Three axes at 16 times, 40 ms apart, in units of gravity; then resting, shaking, circling or knocking.
    pub struct Gestures< 48 => 16 relu => 4 softmax > {
        loss: cross_entropy,
        budget { flash <= 4 KiB, ram <= 8 KiB, macs <= 1_000 }
    }
}
