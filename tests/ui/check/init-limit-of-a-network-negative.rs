use sinew::prelude::*;

network! { struct Net< 2 => 8 relu => 1 > { init: uniform(-1) } }

fn main() {
    let _ = Net::seeded(7).predict(&[0.0, 1.0]);
}
