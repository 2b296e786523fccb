use sinew::prelude::*;

network! { struct Net< 2 => 1 > { init: xaver, seed: 7 } }

fn main() {
    let _ = Net::new().predict(&[0.0, 1.0]);
}
