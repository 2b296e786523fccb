use sinew::prelude::*;

use sinew::{Elementwise, Real};

struct Swish;
impl Elementwise for Swish {
    fn function<R: Real>(self, z: R) -> R {
        z
    }
    fn derivative<R: Real>(self, _: R, a: R) -> R {
        a
    }
}

network! { struct Net< 2 => 8 Swish => 1 >; }

fn main() {}
