use sinew::prelude::*;

network! { struct Net< 2 => 8 relu [init = uniform(f32::NAN)] => 1 >; }

fn main() {
    let _ = Net::seeded(7).predict(&[0.0, 1.0]);
}
