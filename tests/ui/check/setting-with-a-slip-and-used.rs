use sinew::prelude::*;

network! { struct Net< 2 => 1 > { sede: 7 } }

fn main() {
    let _ = Net::new().predict(&[0.0, 1.0]);
}
