use sinew::prelude::*;

const RATE: f32 = 1.0;
network! { struct Net< 2 => 8 relu => dropout(RATE) => 1 >; }

fn main() {
    let _ = Net::seeded(7).predict(&[0.0, 1.0]);
}
