use sinew::prelude::*;

network! { struct Net< 2 => 1 > { seed: seven } }

fn main() {
    let _ = Net::new().predict(&[0.0, 1.0]);
}
